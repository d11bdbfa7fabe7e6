-- Counts a report and answers it: the words of the port UsageCounter, as one step for each account and
-- month. A hash holds the account's head and a field for each stream:
--   h: generation risen doubtful unsettled underWay reserved base, of which the last is - until the
--      ledger was read, and the three before it are sums over all streams
--   <stream>: from used settled intended reserved over assumed
-- The sums are kept, not made: a count costs the same however many streams the account has. What is
-- dear here is a call of Redis, so there are two for each place and the others are gathered.
--
-- KEYS: for each place its hash, its bucket's index of unsettled streams and, if ARGV[1] is 3, its signal.
-- ARGV: keys for each place; then for each place: counts, reads, expiry (s), the counts (stream, from,
-- used, settled, intended, over, grant or -1, slice) and the reads (used, generation, risen).
local each = tonumber(ARGV[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local max, min = math.max, math.min
local at = 1

local function nextNumber()
  at = at + 1
  return tonumber(ARGV[at])
end

local function reserved(k)
  return max(0, k.reserved - k.used)
end

local function readCounts(n)
  local counts, fields, isNamed = {}, { 'h' }, {}
  for i = 1, n do
    at = at + 1
    local id = ARGV[at]
    counts[i] = { id = id, from = nextNumber(), used = nextNumber(), settled = nextNumber(),
      intended = nextNumber(), over = nextNumber(), grant = nextNumber(), slice = nextNumber() }
    if not isNamed[id] then
      isNamed[id] = true
      fields[#fields + 1] = id
    end
  end
  return counts, fields
end

local function load(key, fields)
  local found = redis.call('HMGET', key, unpack(fields))
  local streams = {}
  for i = 2, #fields do
    if found[i] then
      local from, used, settled, intended, kept, over, assumed =
        string.match(found[i], '^(%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+)$')
      streams[fields[i]] = { from = tonumber(from), used = tonumber(used),
        settled = tonumber(settled), intended = tonumber(intended), reserved = tonumber(kept),
        over = tonumber(over), assumed = tonumber(assumed) }
    end
  end
  if not found[1] then
    -- a counter that begins anew is above all that were before it: microseconds of Redis' own clock
    return { generation = time[1] * 1000000 + time[2], risen = 0, doubtful = 0, unsettled = 0,
      underWay = 0, reserved = 0, isNew = true }, streams
  end
  local generation, risen, doubtful, unsettled, underWay, kept, base =
    string.match(found[1], '^(%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%S+)$')
  return { generation = tonumber(generation), risen = tonumber(risen),
    doubtful = tonumber(doubtful), unsettled = tonumber(unsettled), underWay = tonumber(underWay),
    reserved = tonumber(kept), base = base ~= '-' and tonumber(base) }, streams
end

local function doubt(head)
  head.doubtful = 1
  head.generation = head.generation + 1
end

local function weigh(head, k, sign)
  head.unsettled = head.unsettled + sign * (k.used - k.settled)
  head.underWay = head.underWay + sign * (k.intended - k.settled)
  head.reserved = head.reserved + sign * reserved(k)
end

local function first(head, told)
  if told.intended > told.from then
    doubt(head)
  end
  return { from = told.from, used = told.used, settled = told.intended, intended = told.intended,
    reserved = told.used, over = told.over,
    assumed = told.intended > told.settled and told.intended or 0 }
end

local function later(head, k, told)
  local rise = max(0, told.settled - k.settled)
  head.risen = head.risen + rise
  head.base = head.base and head.base + rise
  k.used = max(k.used, told.used)
  k.settled = max(k.settled, told.settled)
  k.intended = max(k.intended, told.intended)
  if k.assumed > 0 and told.settled >= k.assumed then
    doubt(head)
    k.assumed = 0
  end
  k.over = max(k.over, told.over)
  k.reserved = k.over == 1 and k.used or max(k.reserved, k.used)
end

local function read(head, used, generation, risen)
  local raised = max(head.base or 0, used - head.underWay, 0)
  local isSame = generation == head.generation
  if isSame and head.base and head.risen >= risen then
    raised = min(raised, used + head.risen - risen)
  end
  if isSame then
    head.doubtful = 0
  end
  head.base = raised
end

local function reserve(head, k, told)
  local left = told.grant - head.base - head.unsettled - head.reserved + reserved(k)
  head.reserved = head.reserved - reserved(k)
  k.reserved = k.used + max(0, min(left, told.slice))
  head.reserved = head.reserved + reserved(k)
end

-- members to be put into, and taken out of, each index
local owing, even = {}, {}

local function of(list, index)
  local members = list[index]
  if not members then
    members = {}
    list[index] = members
  end
  return members
end

local function store(key, index, head, streams, expiry)
  local base = head.base and string.format('%d', head.base) or '-' -- tostring() writes 1e+15
  local fields = { 'h', string.format('%d %d %d %d %d %d %s', head.generation,
    head.risen, head.doubtful, head.unsettled, head.underWay, head.reserved, base) }
  local place = string.sub(key, #index + 1)
  for id, k in pairs(streams) do
    fields[#fields + 1] = id
    fields[#fields + 1] = string.format('%d %d %d %d %d %d %d', k.from, k.used,
      k.settled, k.intended, k.reserved, k.over, k.assumed)
    if k.used > k.settled then
      local members = of(owing, index)
      members[#members + 1] = now
      members[#members + 1] = id .. place
    elseif k.owed then
      local members = of(even, index)
      members[#members + 1] = id .. place
    end
  end
  redis.call('HSET', key, unpack(fields))
  if head.isNew then
    redis.call('EXPIREAT', key, max(expiry, time[1] + 86400))
  end
end

local signals = {}
if each == 3 then
  local names = {}
  for i = 3, #KEYS, 3 do
    names[#names + 1] = KEYS[i]
  end
  signals = redis.call('MGET', unpack(names))
end
local answers = {}
for p = 1, #KEYS / each do
  local key, index = KEYS[(p - 1) * each + 1], KEYS[(p - 1) * each + 2]
  local n, reads, expiry = nextNumber(), nextNumber(), nextNumber()
  local counts, fields = readCounts(n)
  local head, streams = load(key, fields)
  for i = 1, n do
    local told = counts[i]
    local k = streams[told.id]
    if k then
      k.owed = k.used > k.settled
      weigh(head, k, -1)
      later(head, k, told)
    else
      k = first(head, told)
      streams[told.id] = k
    end
    weigh(head, k, 1)
  end
  for _ = 1, reads do
    read(head, nextNumber(), nextNumber(), nextNumber())
  end
  local isSeeded = head.base and head.doubtful == 0
  local row = { head.generation, head.risen, isSeeded and 1 or 0,
    (head.base or 0) + head.unsettled, signals[p] or 0 }
  for i = 1, n do
    local told = counts[i]
    local k = streams[told.id]
    if told.grant >= 0 and isSeeded then
      reserve(head, k, told)
    end
    row[5 + i] = max(k.reserved, k.used)
  end
  store(key, index, head, streams, expiry)
  answers[p] = row
end
for index, members in pairs(owing) do
  redis.call('ZADD', index, unpack(members))
  redis.call('EXPIRE', index, 45 * 86400)
end
for index, members in pairs(even) do
  redis.call('ZREM', index, unpack(members))
end
return answers

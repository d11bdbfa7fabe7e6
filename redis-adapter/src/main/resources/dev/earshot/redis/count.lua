-- Counts a report and answers it: the words of the port UsageCounter, as one step for each account and
-- month. A hash holds the account's head and a field for each stream:
--   h: run generation risen doubtful uncertain reads since unsettled underWay reserved base, of which the
--      last is - until the ledger was read, and the three before it are sums over all streams
--   <stream>: from used settled intended reserved over said reads; said is what the stream has said itself
--      that it has settled, where that is less than settled the rest was taken for settled; reads is how
--      often the ledger had been read when it was heard of last
-- A failover that loses its tail, or a start from disk, gives back an older hash. What was told since is
-- missing there: settles that the ledger has, and the end of streams that will never be heard again; marks
-- that were given since may be equal to marks that it will give. So a hash that another run of Redis wrote
-- is a counter that begins anew: its marks are above all before, nothing is in its base, and a stream is
-- in its sums from when it is heard of again (reads >= since). Until then its line is there for whoever
-- looks for orphans: the use of instances that are gone is not forgotten.
-- The sums are kept, not made: a count costs the same however many streams the account has. What is
-- dear here is a call of Redis, so there are two for each place and the others are gathered.
--
-- KEYS: for each place its hash, its bucket's index of unsettled streams and, if ARGV[1] is 3, its signal.
-- ARGV: keys for each place; then for each place: counts, reads, expiry (s), the reads (used, generation,
-- risen), which are older than the counts, and the counts (stream, from, used, settled, intended, over,
-- grant or -1, slice).
local each = tonumber(ARGV[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x%x%x%x%x%x%x%x)')
local max, min, at = math.max, math.min, 1

local function nextNumber()
  at = at + 1
  return tonumber(ARGV[at])
end

local function reserved(k)
  return max(0, k.reserved - k.used)
end

local function readCounts(n)
  local counts, fields = {}, { 'h' }
  for i = 1, n do
    at = at + 1
    fields[i + 1] = ARGV[at]
    counts[i] = { id = ARGV[at], from = nextNumber(), used = nextNumber(), settled = nextNumber(),
      intended = nextNumber(), over = nextNumber(), grant = nextNumber(), slice = nextNumber() }
  end
  return counts, fields
end

-- Above all that were before it: microseconds of Redis' own clock, and something of this run's own in case
-- that the clocks of two servers differ.
local function anew(was)
  local generation, reads = time[1] * 1000000 + time[2], 0
  if was then
    generation = max(generation, was.generation) + 1 + tonumber(string.sub(run, 1, 5), 16)
    reads = was.reads + 1
  end
  return { generation = generation, risen = 0, doubtful = 0, uncertain = 0, reads = reads,
    since = reads, unsettled = 0, underWay = 0, reserved = 0, isNew = not was }
end

-- words under these names; what is no number is nil
local function numbers(words, names)
  local named, i = {}, 0
  for word in string.gmatch(words, '%S+') do
    i = i + 1
    named[names[i]] = tonumber(word)
  end
  return named
end

local function load(key, fields)
  local found = redis.call('HMGET', key, unpack(fields))
  local streams = {}
  for i = 2, #fields do
    if found[i] then
      local k = numbers(found[i], { 'from', 'used', 'settled', 'intended', 'reserved', 'over', 'said',
        'reads' })
      k.owed = k.used > k.said
      streams[fields[i]] = k
    end
  end
  if not found[1] then
    return anew(), streams
  end
  local writer, counted = string.match(found[1], '^(%x+) (.+)$')
  local head = numbers(counted, { 'generation', 'risen', 'doubtful', 'uncertain', 'reads', 'since',
    'unsettled', 'underWay', 'reserved', 'base' })
  return writer == run and head or anew(head), streams
end

local function doubt(head)
  head.doubtful = 1
  head.uncertain = 0
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
    reserved = told.used, over = told.over, said = told.settled, reads = head.reads,
    owed = told.owed }
end

-- of a stream that was not heard of since the hash was given back
local function again(head, k, told)
  return first(head, { from = k.from, used = max(k.used, told.used), owed = k.owed,
    settled = max(k.said, told.settled), intended = max(k.intended, told.intended),
    over = max(k.over, told.over) })
end

local function later(head, k, told)
  local rise = max(0, told.settled - k.settled)
  local isUnannounced = told.settled > k.intended and head.reads > k.reads
  local isCharged = k.said < k.settled and told.settled >= k.settled
  head.risen = head.risen + rise
  if head.base and not isUnannounced then
    head.base = head.base + rise
  end
  if isCharged or isUnannounced or (head.uncertain == 1 and rise > 0) then
    doubt(head)
  end
  k.used = max(k.used, told.used)
  k.settled = max(k.settled, told.settled)
  k.intended = max(k.intended, told.intended)
  k.said = max(k.said, told.settled)
  k.over = max(k.over, told.over)
  k.reserved = k.over == 1 and k.used or max(k.reserved, k.used)
  k.reads = head.reads
end

local function isSeeded(head)
  return head.base and head.doubtful == 0
end

local function read(head, used, generation, risen)
  local raised = max(head.base or 0, used - head.underWay, 0)
  local isSame = generation == head.generation
  if isSame and head.base and head.risen >= risen then
    raised = min(raised, used + head.risen - risen)
  end
  if not isSeeded(head) and head.underWay > 0 then
    head.uncertain = 1
  end
  head.reads = head.reads + 1
  head.doubtful = isSame and 0 or head.doubtful
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
  list[index] = list[index] or {}
  return list[index]
end

local function store(key, index, head, streams, expiry)
  local base = head.base and string.format('%d', head.base) or '-' -- tostring() writes 1e+15
  local fields = { 'h', string.format('%s %d %d %d %d %d %d %d %d %d %s', run, head.generation,
    head.risen, head.doubtful, head.uncertain, head.reads, head.since, head.unsettled, head.underWay,
    head.reserved, base) }
  local place = string.sub(key, #index + 1)
  for id, k in pairs(streams) do
    fields[#fields + 1] = id
    fields[#fields + 1] = string.format('%d %d %d %d %d %d %d %d', k.from, k.used,
      k.settled, k.intended, k.reserved, k.over, k.said, k.reads)
    if k.used > k.said then
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
  local ledger = {}
  for i = 1, reads do
    ledger[i] = { nextNumber(), nextNumber(), nextNumber() }
  end
  local counts, fields = readCounts(n)
  local head, streams = load(key, fields)
  for i = 1, reads do
    read(head, unpack(ledger[i]))
  end
  for i = 1, n do
    local told = counts[i]
    local k = streams[told.id]
    if not k then
      k = first(head, told)
    elseif k.reads < head.since then
      k = again(head, k, told)
    else
      weigh(head, k, -1)
      later(head, k, told)
    end
    streams[told.id] = k
    weigh(head, k, 1)
  end
  local row = { head.generation, head.risen, isSeeded(head) and 1 or 0,
    (head.base or 0) + head.unsettled, signals[p] or 0 }
  for i = 1, n do
    local k = streams[counts[i].id]
    if counts[i].grant >= 0 and isSeeded(head) then
      reserve(head, k, counts[i])
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

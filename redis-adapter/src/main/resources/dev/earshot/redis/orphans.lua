-- Gives the streams that owe something and were not heard of for a while, and takes them for heard of
-- now: whoever asks next finds them when they were silent for as long again. All clocks are Redis' own.
--
-- KEYS: indexes of unsettled streams. ARGV: silence in ms, the most streams for each index.
-- What a stream was only taken for settled is owed too, as an intent: nobody knows that it was charged.
-- The members are <stream>:<account>:<yyyymm>, and the hash is named <index>:<account>:<yyyymm>.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local till = string.format('%.0f', now - tonumber(ARGV[1]))
local found = {}
for _, index in ipairs(KEYS) do
  for _, member in ipairs(redis.call('ZRANGEBYSCORE', index, '-inf', till, 'LIMIT', 0, ARGV[2])) do
    local id, place = string.sub(member, 1, 36), string.sub(member, 38)
    local line = redis.call('HGET', index .. ':' .. place, id)
    local from, used, settled, intended, said =
      string.match(line or '', '^(%d+) (%d+) (%d+) (%d+) %d+ %d+ (%d+) %d+$')
    if from and used ~= said then
      redis.call('ZADD', index, now, member)
      local to = said == settled and intended or settled
      found[#found + 1] = { id, place, table.concat({ from, used, said, to }, ' ') }
    else
      redis.call('ZREM', index, member)
    end
  end
end
return found

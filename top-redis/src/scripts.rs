//! The commands, each an atomic script that reads the clock of the server.

use redis::Script;

/// Takes slots: the generic cell rate algorithm, with the time of the next slot (`tat`) as its only
/// state. A slot that begins later is taken, too, so that callers have an order.
///
/// - KEYS: bans, then a key per limit.
/// - ARGV: fields of the bans that would cover the call (method; method and session, or empty),
///   longest wait, then interval and burst per limit. Times are microseconds.
/// - Returns the result, its time, the number of slots taken, and the codes of a ban.
const TAKE: &str = r"
    local time = redis.call('TIME')
    local now = time[1] * 1000000 + time[2]
    local left, codes = 0, {'', ''}
    for _, ban in ipairs(redis.call('HMGET', KEYS[1], ARGV[1], ARGV[2])) do
        if ban then
            local ends, code, sub_code = string.match(ban, '^(%d+)\n([^\n]*)\n(.*)$')
            if ends and tonumber(ends) - now > left then
                left, codes = tonumber(ends) - now, {code, sub_code}
            end
        end
    end
    if left > 0 then return {'banned', left, 0, codes[1], codes[2]} end
    local max_wait = tonumber(ARGV[3])
    for i = 2, #KEYS do
        local interval, burst = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
        local tat = math.max(tonumber(redis.call('GET', KEYS[i]) or now), now)
        local wait = math.ceil(tat - (burst - 1) * interval - now)
        if wait > 0 and wait >= max_wait then return {'late', wait, i - 2, '', ''} end
        tat = tat + interval
        local life = string.format('%.0f', math.ceil((tat - now) / 1000) + 1)
        redis.call('SET', KEYS[i], string.format('%.3f', tat), 'PX', life)
        if wait > 0 then return {'after', wait, i - 1, '', ''} end
    end
    return {'now', 0, #KEYS - 1, '', ''}";

/// Records a ban unless a longer one of its scope is known, tells all clients of it, and removes
/// bans that have ended.
///
/// - KEYS: bans, ends of bans.
/// - ARGV: channel, field, remaining microseconds, code, sub code.
const RECORD: &str = r"
    local time = redis.call('TIME')
    local now = time[1] * 1000000 + time[2]
    local left = tonumber(ARGV[3])
    local ends = now + left
    local known = redis.call('ZSCORE', KEYS[2], ARGV[2])
    if not known or tonumber(known) < ends then
        local text = string.format('%.0f', ends)
        redis.call('HSET', KEYS[1], ARGV[2], text .. '\n' .. ARGV[4] .. '\n' .. ARGV[5])
        redis.call('ZADD', KEYS[2], text, ARGV[2])
        local life = math.max(redis.call('PTTL', KEYS[1]), math.ceil(left / 1000) + 1)
        for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, string.format('%.0f', life)) end
    end
    local ended = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', string.format('%.0f', now), 'LIMIT', 0, 100)
    for _, field in ipairs(ended) do
        redis.call('HDEL', KEYS[1], field)
        redis.call('ZREM', KEYS[2], field)
    end
    local message = 'ban\n' .. ARGV[3] .. '\n' .. ARGV[4] .. '\n' .. ARGV[5] .. '\n' .. ARGV[2]
    return redis.call('PUBLISH', ARGV[1], message)";

/// Returns all active bans as messages of [`RECORD`].
///
/// - KEYS: bans.
const LOAD: &str = r"
    local time = redis.call('TIME')
    local now = time[1] * 1000000 + time[2]
    local bans, messages = redis.call('HGETALL', KEYS[1]), {}
    for i = 1, #bans, 2 do
        local ends, codes = string.match(bans[i + 1], '^(%d+)\n(.*)$')
        if ends and tonumber(ends) > now then
            local left = string.format('%.0f', tonumber(ends) - now)
            messages[#messages + 1] = 'ban\n' .. left .. '\n' .. codes .. '\n' .. bans[i]
        end
    end
    return messages";

/// Removes all bans, and tells all clients.
///
/// - KEYS: bans, ends of bans.
/// - ARGV: channel.
const CLEAR: &str = r"
    redis.call('DEL', KEYS[1], KEYS[2])
    return redis.call('PUBLISH', ARGV[1], 'clear')";

/// The scripts with their digests.
pub(crate) struct Scripts {
    pub(crate) take: Script,
    pub(crate) record: Script,
    pub(crate) load: Script,
    pub(crate) clear: Script,
}

impl Scripts {
    pub(crate) fn new() -> Self {
        Self {
            take: Script::new(TAKE),
            record: Script::new(RECORD),
            load: Script::new(LOAD),
            clear: Script::new(CLEAR),
        }
    }
}

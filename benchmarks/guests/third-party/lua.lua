local Body = {}
Body.__index = Body
function Body.new(x, v, mass) return setmetatable({x = x, v = v, mass = mass}, Body) end
function Body:attract(other)
    local d = other.x - self.x
    local f = other.mass / (d * d + 1)
    self.v = self.v + (d > 0 and f or -f)
end
function Body:move() self.x = self.x + self.v * 0.01 end
local function bodies(steps)
    local all = {}
    for i = 0, 7 do all[#all + 1] = Body.new(i * 3 - 11, i % 3 - 1, i + 1) end
    for _ = 1, steps do
        for _, a in ipairs(all) do for _, b in ipairs(all) do if a ~= b then a:attract(b) end end end
        for _, a in ipairs(all) do a:move() end
    end
    local sum = 0
    for _, a in ipairs(all) do sum = sum + a.x * 1000 end
    return math.floor(sum)
end
local function sieve(limit)
    local composite, count = {}, 0
    for i = 2, limit do
        if not composite[i] then
            count = count + 1
            for j = i * i, limit, i do composite[j] = true end
        end
    end
    return count
end
local function words(rounds)
    local seen = {}
    for i = 1, rounds do
        for word in ('the quick brown fox jumps over the lazy dog'):gmatch('%a+') do
            local key = word:gsub('[aeiou]', string.upper) .. i % 7
            seen[key] = (seen[key] or 0) + 1
        end
    end
    local keys, hash = {}, 7
    for key in pairs(seen) do keys[#keys + 1] = key end
    table.sort(keys)
    for _, key in ipairs(keys) do hash = (hash * 31 + #key * seen[key]) & 0xffffffff end
    return hash
end
local function closures(n)
    local sum = 0
    for i = 1, n do
        local add = function(x) return x + i end
        sum = sum + add(i) // 1
    end
    return sum
end
function run(n)
    local hash = 0
    for i = 1, n do
        for _, part in ipairs {sieve(5000), words(20), bodies(40), closures(1000)} do
            hash = (hash * 31 + part + i) & 0xffffffff
        end
    end
    return hash
end

"""The shared cache, steady when Redis is away: signing in counts its failures here and must go on."""

import logging
import time

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as RedisGone
from redis.exceptions import TimeoutError as RedisSilent

logger = logging.getLogger(__name__)
# How long one failure keeps a process away from Redis: without it every call of a request would wait for the timeout
AWAY_SECONDS = 10


def _or_locally(name):
    def ask(self, *args, **kwargs):
        if time.monotonic() >= self.away_until:
            try:
                return getattr(super(SteadyRedisCache, self), name)(*args, **kwargs)
            except (RedisGone, RedisSilent) as problem:
                SteadyRedisCache.away_until = time.monotonic() + AWAY_SECONDS
                logger.warning("cache is away", extra={"problem": type(problem).__name__})
        return getattr(self.local, name)(*args, **kwargs)

    return ask


class SteadyRedisCache(RedisCache):
    """Redis, or the process's own memory while Redis cannot be reached; what was counted meanwhile stays there."""

    away_until = 0.0

    def __init__(self, server, params):
        super().__init__(server, params)
        self.local = LocMemCache(f"while-redis-is-away-{self.key_prefix}", {})

    add = _or_locally("add")
    get = _or_locally("get")
    set = _or_locally("set")
    touch = _or_locally("touch")
    delete = _or_locally("delete")
    get_many = _or_locally("get_many")
    has_key = _or_locally("has_key")
    incr = _or_locally("incr")
    set_many = _or_locally("set_many")
    delete_many = _or_locally("delete_many")
    clear = _or_locally("clear")

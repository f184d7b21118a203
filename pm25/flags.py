"""What is known about a reading's quality, as bits of one small integer."""

from enum import IntEnum, IntFlag, unique


@unique
class Level(IntEnum):
    """How much a flag weighs; a reading with an `ERROR` flag is kept and published nowhere."""

    INFO = 1
    WARN = 2
    ERROR = 3


@unique
class Flag(IntFlag):
    """Bits of `Reading.flags`; never renumber one, the database keeps them.

    Age, a time in the future and two values for one hour are no bits: age is read from the clock, the others are
    refused. HELD_OUT is a decision of the secretariat (FlagInterval), not a property of the value.
    """

    MISSING = 1
    SENTINEL = 2
    NEGATIVE_NOISE = 4
    BELOW_MIN = 8
    ABOVE_MAX = 16
    STUCK = 32
    SPIKE = 64
    PM25_GT_PM10 = 128
    LATE = 256
    POSITION_SUSPECT = 512
    UNIT_CONVERTED = 1024
    INDOOR = 2048
    HIGH_RH = 4096
    LOW_PRECISION = 8192
    HELD_OUT = 16384  # the last bit of a smallint


LEVELS = {
    Flag.MISSING: Level.ERROR,
    Flag.SENTINEL: Level.ERROR,
    Flag.NEGATIVE_NOISE: Level.INFO,
    Flag.BELOW_MIN: Level.ERROR,
    Flag.ABOVE_MAX: Level.ERROR,
    Flag.STUCK: Level.WARN,
    Flag.SPIKE: Level.WARN,
    Flag.PM25_GT_PM10: Level.WARN,
    Flag.LATE: Level.INFO,
    Flag.POSITION_SUSPECT: Level.WARN,
    Flag.UNIT_CONVERTED: Level.INFO,
    Flag.INDOOR: Level.ERROR,
    Flag.HIGH_RH: Level.INFO,
    Flag.LOW_PRECISION: Level.INFO,
    Flag.HELD_OUT: Level.ERROR,
}

ERROR_MASK = int(sum(flag for flag, level in LEVELS.items() if level is Level.ERROR))

# Seen beside other hours or other series of the station
WATCHED_MASK = int(Flag.STUCK | Flag.SPIKE | Flag.PM25_GT_PM10 | Flag.HIGH_RH)
# Set by the store from other rows, from the clock or by the secretariat, so that a second import of the same file finds
# nothing changed.
DERIVED_MASK = WATCHED_MASK | int(Flag.LATE | Flag.POSITION_SUSPECT | Flag.HELD_OUT)
# What a source itself sent that nobody may use; an hour that is held out may be as good as any
SENT_ERROR_MASK = ERROR_MASK & ~DERIVED_MASK

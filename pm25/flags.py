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
    refused.
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
}

ERROR_MASK = int(sum(flag for flag, level in LEVELS.items() if level is Level.ERROR))

# Set by the store from other rows or from the clock, so that a second import of the same file finds nothing changed.
DERIVED_MASK = int(Flag.STUCK | Flag.LATE | Flag.POSITION_SUSPECT)

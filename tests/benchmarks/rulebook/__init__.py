"""The complete rulebook through other engines, each rule translated mechanically from the one that aidkit compiles."""

"""Write numbers, amounts and days in the ways spreadsheets leave behind, all of which can be read for certain."""

FULL_WIDTH = {48 + at: 0xFF10 + at for at in range(10)}


def spelled(random, number):
    """An identity number with an apostrophe, a space, a lower-case x, full-width digits, or of fifteen digits."""
    ways = [
        number,
        number,
        number,
        f"'{number}",
        f"{number[:6]} {number[6:]}",
        number.lower(),
        number.translate(FULL_WIDTH),
    ]
    if number[6:8] == "19":
        ways.append(number[:6] + number[8:17])
    return random.choice(ways)


def money(random, fen):
    """An amount with commas, 元 or spaces."""
    yuan = f"{fen // 100}.{fen % 100:02d}"
    return random.choice((yuan, yuan, f"{fen / 100:,.2f}", f"{yuan}元", f" {yuan} "))


def day_text(random, day):
    """A day as 2021-08-28, 2021.8.28 or 20210828."""
    return random.choice((day.isoformat(), f"{day.year}.{day.month}.{day.day}", f"{day:%Y%m%d}"))

"""Make invented extracts of other towns from a seed: what is due, what was paid, who died, other departments' lists.

Every identity number has an area code that no place has. What is planted is returned, so that a test can ask that it is
found and nothing else. How files look (kind, encoding, labels, titles, totals, spelling of numbers and amounts) varies with
the seed too.
"""

import calendar
import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from extract_spelling import day_text, money, spelled

from aidkit.data.identity import check_character
from tests.data.extract_builder import HEAD, members, write
from tests.data.extract_builder import person as member

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
VILLAGES = ("东村", "西村", "南社区", "北社区", "中村")
WORDS = {"dibao": "低保", "dibao_single": "单人保", "tekun": "特困", "orphan": "孤儿"}
AMOUNTS = {"dibao": 45_000, "dibao_single": 80_000, "tekun": 125_000, "orphan": 175_000}
PLANTED = (
    "only_in_export", "only_in_roster", "amount_differs", "duplicate", "paid_after_death", "two_schemes",
    "holder_differs", "vehicles", "business", "real_estate", "petition", "hotline",
)  # fmt: skip


@dataclass
class Person:
    """An invented person; the number is the true one, ``written`` what the members' list says."""

    number: str
    name: str
    town: str
    village: str
    household: str
    scheme: str = ""
    written: str = ""


@dataclass
class Extract:
    """What was made: where the files are, and what was planted in them."""

    month: str
    persons: list[Person] = field(default_factory=list)
    truth: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in PLANTED})
    no_vehicle: list[str] = field(default_factory=list)
    misspelt: dict[str, Person] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)
    export: str = ""
    roster: str = ""


class Generator:
    """One extract under way."""

    def __init__(self, folder, seed, households=60):
        self.folder, self.random = folder, random.Random(seed)
        self.payments = folder / "发放"
        self.payments.mkdir()
        self.year, self.number = self.random.choice((2021, 2022)), self.random.randint(2, 12)
        self.extract = Extract(f"{self.year}-{self.number:02d}")
        self.used = set()
        for at in range(households):
            self._household(at)

    def make(self):
        """Write every file and return what was planted."""
        self._members()
        self._payments()
        self._lists()
        return self.extract

    # persons

    def _household(self, at):
        town, village = self.random.choice(("甲镇", "乙镇")), self.random.choice(VILLAGES)
        paid = self.random.random() < 0.7
        scheme = self.random.choice(("dibao", "dibao", "dibao", "tekun", "orphan")) if paid else ""
        for _ in range(1 if scheme in ("tekun", "orphan") else self.random.randint(1, 4)):
            one = Person(self._number(), self._name(), town, village, f"HH{at:04d}", scheme)
            one.written = self._spoilt(one.number) if self.random.random() < 0.03 else one.number
            self.extract.persons.append(one)

    def _number(self, birth=None):
        while True:
            born = birth or date(1935, 1, 1) + timedelta(days=self.random.randrange(31_000))
            order = self.random.randrange(1, 999)
            body = f"99{self.random.randrange(10, 99)}01{born:%Y%m%d}{order:03d}"
            number = body + check_character(body)
            if number[:15] not in self.used and not number.endswith("000"):
                self.used.add(number[:15])
                return number

    def _name(self):
        while True:
            name = self.random.choice(SURNAMES) + "".join(self.random.sample(GIVEN, self.random.randint(1, 2)))
            if name not in self.used:
                self.used.add(name)
                return name

    def _strange_name(self):
        """A name of four letters, at most half of them those of anybody of the register."""
        while True:
            name = "欧阳" + "".join(self.random.sample(GIVEN, 2))
            if name not in self.used:
                self.used.add(name)
                return name

    def _spoilt(self, number):
        return number[:17] + self.random.choice([c for c in "0123456789X" if c != number[17]])

    def _take(self, pool, count):
        taken = self.random.sample(pool, count)
        for one in taken:
            pool.remove(one)
        return taken

    # files

    def _members(self):
        rows = []
        for one in self.extract.persons:
            word = WORDS.get(one.scheme, "无")
            rows.append(
                member(
                    户编号=one.household,
                    乡镇=one.town,
                    村居=one.village,
                    姓名=one.name,
                    身份证号=one.written,
                    现享受待遇=word,
                )
            )
        last = calendar.monthrange(self.year, self.number)[1]
        note = [f"填报单位：某县  截止日期：{self.year}年{self.number}月{last}日"]
        write(self.folder / "家庭成员.csv", members(*rows, head=HEAD, above=(["家庭成员信息表"], note)))

    def _payments(self):
        truth, due = self.extract.truth, []
        for one in (one for one in self.extract.persons if one.scheme):
            due.append([one, one.scheme, AMOUNTS[one.scheme] + self.random.randrange(8_000)])
        paid = [[*line, line[0].name] for line in due]
        pool = list(range(len(due)))
        count = self.random.randint(1, 4)
        for at in self._take(pool, count):
            self._plant("amount_differs", due[at])
            paid[at][2] += self.random.choice((-1, 1, 10_000, -5_000))
        for at in self._take(pool, count):
            self._plant("holder_differs", due[at])
            paid[at][3] = self._name()
        extra = []
        for at in self._take(pool, count):
            self._plant("duplicate", due[at])
            extra.append(list(paid[at]))
        for at in self._take(pool, count):
            self._plant("two_schemes", due[at])
            other = "tekun" if due[at][1] != "tekun" else "dibao"
            due.append([due[at][0], other, AMOUNTS[other]])
            extra.append([due[at][0], other, AMOUNTS[other], due[at][0].name])
        dead = self._take(pool, count)
        for at in dead:
            self._plant("paid_after_death", due[at])
        gone = self._take(pool, count)
        for at in gone:
            self._plant("only_in_export", due[at])
        for _ in range(count):
            stranger = Person(self._number(), self._name(), "甲镇", "东村", "")
            truth["only_in_roster"].append(stranger.number)
            extra.append([stranger, "dibao", 43_000, stranger.name])
        paid = [line for at, line in enumerate(paid) if at not in gone] + extra
        self.random.shuffle(paid)
        self._write_export(due)
        self._write_roster(paid)
        self._write_dead([due[at][0] for at in dead], [due[at][0] for at in self._take(pool, count)])

    def _plant(self, what, line):
        self.extract.truth[what].append(line[0].number)

    def _write_export(self, due):
        amount = self.random.choice(("保障金额(元/月)", "应发金额", "救助金额（元）"))
        kind = self.random.choice(("救助类别", "类别"))
        head = ["户编号", "姓名", "身份证号", kind, amount]
        rows = [
            [p.household, p.name, spelled(self.random, p.number), WORDS[s], money(self.random, fen)]
            for p, s, fen in due
        ]
        above = self.random.choice(([], [[f"{self.year}年{self.number}月系统导出"]]))
        path = self.payments / f"系统导出_{self.extract.month}.{self.random.choice(('csv', 'xlsx'))}"
        self._write(path, [*above, head, *rows])
        self.extract.export = path

    def _write_roster(self, paid):
        head = [
            "序号",
            "姓名",
            "身份证号码",
            "类别",
            self.random.choice(("金额（元）", "发放金额", "实发金额")),
            "开户姓名",
            "账号",
        ]
        rows = []
        for at, (one, scheme, fen, holder) in enumerate(paid, 1):
            name = self.random.choice((one.name, " ".join(one.name)))
            rows.append(
                [
                    str(at),
                    name,
                    spelled(self.random, one.number),
                    WORDS[scheme],
                    money(self.random, fen),
                    holder,
                    f"6230{at:014d}",
                ]
            )
        total = sum(line[2] for line in paid)
        foot = self.random.choice(
            (
                [],
                [["合计", "", "", "", f"{total / 100:.2f}", "", ""]],
                [["", "总 计：", "", "", f"{total / 100:,.2f}", "", ""]],
            )
        )
        title = [[f"某县{self.year}年{self.number}月社会救助资金发放花名册"]]
        name = self.random.choice(
            (f"发放花名册_{self.extract.month}", "发放花名册", f"{self.year}年{self.number}月发放花名册")
        )
        path = self.payments / f"{name}.{self.random.choice(('csv', 'xlsx'))}"
        self._write(path, [*title, head, *rows, *foot, [], ["制表：某某  审核："]])
        self.extract.roster = path

    def _write_dead(self, before, this_month):
        rows = []
        for one in before:
            day = date(self.year, self.number, 1) - timedelta(days=self.random.randint(1, 60))
            rows.append([one.name, spelled(self.random, one.number), day_text(self.random, day)])
        rows += [
            [
                one.name,
                spelled(self.random, one.number),
                day_text(self.random, date(self.year, self.number, 3)),
            ]
            for one in this_month
        ]
        rows += [[self._name(), self._number(), day_text(self.random, date(self.year - 1, 5, 5))] for _ in range(5)]
        self._write(self.folder / "死亡人员.csv", [["姓名", "身份证号", "死亡日期"], *rows])

    def _lists(self):
        pool = list(self.extract.persons)
        vehicles = self._take(pool, 6)
        kinds = ["小型轿车", "重型货车", "普通二轮摩托车", "残疾人机动轮椅车"]
        rows = []
        for one in vehicles:
            kind = self.random.choice(kinds)
            rows.append([one.name, spelled(self.random, one.number), kind, "2019-04-11"])
            if kind in kinds[2:]:
                self.extract.no_vehicle.append(one.number)
        self._list("vehicles", "车辆登记", ["所有人", "身份证号", "车型", "登记日期"], vehicles, rows)
        firms = self._take(pool, 4)
        rows = [[one.name, spelled(self.random, one.number), "某商行", "3"] for one in firms]
        self._list("business", "工商登记", ["法定代表人", "身份证号", "企业名称", "注册资本(万元)"], firms, rows)
        owners = self._take(pool, 5)
        rows = [[one.name, spelled(self.random, one.number), "2", "60"] for one in owners]
        self._list("real_estate", "不动产登记", ["权利人", "身份证号", "套数", "面积"], owners, rows)
        petitioners = self._take(pool, 5)
        rows = [[one.name, one.village, self.random.choice(("", one.number)), "来访"] for one in petitioners]
        self._list("petition", "信访", ["姓名", "村居", "身份证号", "渠道"], petitioners, rows)
        callers = self._take(pool, 5)
        rows = [["2021-05-02 09:13", one.name, one.village, "申请临时救助"] for one in callers]
        for one in self._take([one for one in pool if len(one.name) == 3], 3):
            at = self.random.randrange(3)
            name = one.name[:at] + self.random.choice("错误讹") + one.name[at + 1 :]
            rows.append(["2021-05-02 09:13", name, one.village, "申请临时救助"])
            self.extract.misspelt[name] = one
        self._list("hotline", "热线12345", ["来电时间", "姓名", "村居", "诉求"], callers, rows)

    def _list(self, what, keyword, head, persons, rows):
        self.extract.truth[what] = [one.number for one in persons]
        strangers = []
        for _ in range(4):
            cells = {"身份证号": self._number(), "村居": "东村", "套数": "1", "注册资本(万元)": "5"}
            strangers.append([cells.get(column, self._strange_name() if column in NAMES else "某") for column in head])
        rows = [*rows, *strangers]
        self.random.shuffle(rows)
        self._write(self.folder / f"{keyword}.{self.random.choice(('csv', 'xlsx'))}", [head, *rows])

    def _write(self, path, rows):
        write(path, rows, self.random.choice(("gb18030", "utf-8-sig", "utf-8")))


NAMES = ("所有人", "法定代表人", "权利人", "姓名")


def generate(folder, seed, households=60):
    """Write an extract into a folder and return what was planted."""
    return Generator(folder, seed, households).make()

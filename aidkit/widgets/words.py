"""What the panel says: its buttons, hints and states, in two languages."""

from __future__ import annotations

from aidkit.report.text import Text

TITLE = Text("假如调整政策", "What if")
INVENTED = Text("合成（虚构）数据", "invented data, nobody in it exists")
RESET = Text("恢复现行", "Reset")
COPY = Text("复制为改革方案", "Copy as reform YAML")
REPORT = Text("生成报告", "Make report")
IN_FORCE = Text("现行", "in force")
GROUPS = {
    "uplift": Text("分类施保增发比例", "Uplift rates"),
    "care": Text("特困照料护理比例", "Tekun care shares"),
    "single": Text("单人户纳入", "Single-person entry"),
}
KEYS = Text(
    "键盘：Tab 选滑块，方向键移动一格，Page Up/Down 移动更多；也可直接输入数值。",
    "Keyboard: Tab to a slider, arrows move one step, Page Up/Down more; numbers can be typed.",
)
COPIED = Text(
    "方案已复制到剪贴板，也可从下框中选取。", "The reform is on the clipboard; it also stands in the box below."
)
WRITING = Text("正在生成报告……", "Writing the report…")
WRITTEN = Text("报告已生成：", "The report is written:")
TRACED = Text("曲线精确到每一个门槛", "The curve is exact at every threshold")
SAMPLED = Text(
    "曲线由若干次试算连成，精确曲线编译后替换", "Drawn through single runs until the exact curve is compiled"
)
NOTHING_MOVES = Text(
    "现有人口中没有家庭受此调整影响，各项结果不变。",
    "No family in this population is touched by the change: no figure moves.",
)

"""Articles of our own about the agreements in `examples/`, made up for the tests."""

from __future__ import annotations

GAZA = """\
Hamas frees four women as mediators press for talks

Hamas released four Israeli women on Saturday, and Israel freed 200 Palestinian prisoners in return, the Red Cross said.

The Israeli military said its forces had withdrawn from the Netzarim corridor, but a Hamas spokesman denied that they had left.
He accused Israel of blocking the entry of tents and said at least 12 people were killed by Israeli fire near Rafah on Friday.

Egypt's foreign minister said indirect talks on the second phase would begin on day 16 of the deal. An Israeli official, who
spoke on condition of anonymity, said Israel would not hand over the Rafah crossing to the Palestinian Authority. Israel's
prime minister vowed to resume the war if the negotiations fail.

More than 600 aid trucks entered Gaza on Friday, according to the United Nations.
"""

GAZA_TOLD = (
    (
        "the Red Cross",
        "said",
        "Hamas released four Israeli women on Saturday, and Israel freed 200 Palestinian prisoners in return",
    ),
    ("The Israeli military", "said", "its forces had withdrawn from the Netzarim corridor"),
    ("a Hamas spokesman", "denied", "that they had left"),
    ("He", "accused", "Israel of blocking the entry of tents"),
    ("He", "said", "at least 12 people were killed by Israeli fire near Rafah on Friday"),
    (
        "Egypt's foreign minister",
        "said",
        "indirect talks on the second phase would begin on day 16 of the deal",
    ),
    (
        "An Israeli official",
        "said",
        "Israel would not hand over the Rafah crossing to the Palestinian Authority",
    ),
    ("Israel's\nprime minister", "vowed", "to resume the war if the negotiations fail"),
    ("the United Nations", "according to", "More than 600 aid trucks entered Gaza on Friday"),
)
"""Who says what in it, by words that stand there: source, cue and content."""

COLOMBIA = """\
FARC hands over a third of its weapons, UN says

BOGOTA - The FARC has handed over 30 percent of its weapons to the United Nations, the UN mission in Colombia said on Wednesday.

The Colombian government acknowledged that it had not finished fitting out the zones. A rebel commander said the guerrillas
would not give the coordinates of the remaining arms caches until the government released their jailed comrades.

The army attacked a camp in Cauca on Monday, the FARC said. The defence ministry denied the report.
"""

COLOMBIA_TOLD = (
    ("the UN mission in Colombia", "said", "The FARC has handed over 30 percent of its weapons to the United Nations"),
    ("The Colombian government", "acknowledged", "that it had not finished fitting out the zones"),
    (
        "A rebel commander", "said",
        "the guerrillas\nwould not give the coordinates of the remaining arms caches until the government released their"
        " jailed comrades",
    ),
    ("the FARC", "said", "The army attacked a camp in Cauca on Monday"),
    ("The defence ministry", "denied", "the report"),
)  # fmt: skip

LEBANON = """\
Israel says troops will stay in southern Lebanon

Israel will not withdraw its forces from southern Lebanon by Sunday, the prime minister's office said on Friday, arguing that
the Lebanese army had not deployed in the area.

Lebanon's prime minister urged the United States to press for a full withdrawal. The Lebanese army said it had dismantled
500 military facilities south of the Litani and confiscated weapons there.

Lebanese officials reported that Israeli strikes killed two people in the village of Aita on Thursday. The White House said
the two countries had agreed to begin talks on Lebanese prisoners.
"""

LEBANON_TOLD = (
    ("the prime minister's office", "said", "Israel will not withdraw its forces from southern Lebanon by Sunday"),
    ("the prime minister's office", "arguing", "that\nthe Lebanese army had not deployed in the area"),
    (
        "The Lebanese army", "said",
        "it had dismantled\n500 military facilities south of the Litani and confiscated weapons there",
    ),
    ("Lebanese officials", "reported", "that Israeli strikes killed two people in the village of Aita on Thursday"),
    ("The White House", "said", "the two countries had agreed to begin talks on Lebanese prisoners"),
)  # fmt: skip

SOUTH_SUDAN = """\
South Sudan rivals trade blame over clashes

The South Sudanese government accused the SPLM/A-IO of attacking its positions near Yei on Tuesday. The opposition group
denied the charge and said government troops had shelled a cantonment site.

RJMEC said the parties had opened 24 cantonment sites and 6 barracks. The government promised to pay $40 million for the
tasks before the transition. Regional mediators said the parties would form a unity government in November.
"""

SOUTH_SUDAN_TOLD = (
    (
        "The South Sudanese government",
        "accused",
        "the SPLM/A-IO of attacking its positions near Yei on Tuesday",
    ),
    ("The opposition group", "said", "government troops had shelled a cantonment site"),
    ("RJMEC", "said", "the parties had opened 24 cantonment sites and 6 barracks"),
    ("The government", "promised", "to pay $40 million for the\ntasks before the transition"),
    ("Regional mediators", "said", "the parties would form a unity government in November"),
)

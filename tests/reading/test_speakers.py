"""Whom the words of a source mean."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.agreement import parse as parse_agreement
from servanda.reading import Article, Attribution, Passage, passage
from servanda.reading.background import Background
from servanda.reading.parsing import parse
from servanda.reading.speakers import Speaker, resolve
from servanda.record import Source, Sources

GAZA = """
party Israel, Hamas
mediator Qatar, Egypt, US
monitor ICRC, UN
non-signatory "Palestinian Authority"
"""
COLOMBIA = """
party Government, FARC
guarantor Cuba, Norway
monitor UN
"""
ETHIOPIA = """
party Government, TPLF
mediator AU, "South Africa"
monitor IGAD
non-signatory Eritrea
"""
LEBANON = """
party Israel, Lebanon
mediator US, France
monitor UNIFIL
non-signatory Hezbollah
"""
SOUTH_SUDAN = """
party Government, "SPLM/A-IO"
guarantor IGAD
monitor RJMEC, UNMISS
"""

TABLE = Sources(
    [
        Source("Israel prime minister", "office", "Israel"),
        Source("Israel prime minister's office", "office", "Israel"),
        Source("Israel finance minister", "ministry", "Israel"),
        Source("Israel military", "force", "Israel", aliases=("Israel military spokesman",)),
        Source("unnamed Israeli official", "unnamed", "Israel", aliases=("Israeli official",)),
        Source("unnamed senior Israeli official", "unnamed", "Israel"),
        Source("Israeli officials", "unnamed", "Israel"),
        Source("senior Hamas official", "movement", "Hamas"),
        Source("Hamas", "movement", "Hamas"),
        Source("Qatar prime minister", "office", "Qatar"),
        Source("Qatar foreign ministry", "ministry", "Qatar", aliases=("Qatar foreign ministry spokesman",)),
        Source("US president", "office", "US"),
        Source("US envoy", "office", "US"),
        Source("ICRC", "body", "monitor", aliases=("Red Cross",)),
        Source("Arab diplomats", "unnamed", "none"),
        Source("Channel 99", "outlet", "none"),
        Source("Sahifa", "outlet", "none"),
    ]
)


def background(parts: str = "", name: str = "Truce", sources: Sources | None = None) -> Background:
    text = f'# {name}\n\n```servanda\nagreement #truce "{name}"\n  in force 2025-01-19 11:15 UTC\n{parts.strip()}\n```\n'
    return Background(parse_agreement(text)[0], sources or Sources())


def speakers(
    text: str, *sources: str | None, known: Background | None = None, outlet: str = ""
) -> tuple[Speaker, ...]:
    """Resolve sources in their order in the text; the word after each is its cue, the rest of its line its content."""
    return resolve(
        parse(text), attributions(text, *sources), Article(text, outlet=outlet), known or Background()
    )


def attributions(text: str, *sources: str | None) -> list[Attribution]:
    found, at = [], 0
    for source in sources:
        if source is None:
            found.append(Attribution(None, None, passage(0, len(text))))
            continue
        word = re.compile(rf"(?<!\w){re.escape(source)}(?!\w)").search(text, at)
        assert word is not None
        first = word.start()
        at = first + len(source)
        cue = at + 1
        end = text.find("\n", at)
        line = text[at : end if end > 0 else len(text)]
        said = at + line.index(" that ") + 1 if " that " in line else cue + 5
        found.append(
            Attribution(
                passage(first, at),
                passage(cue, text.find(" ", cue) if " " in text[cue:] else len(text)),
                passage(min(said, len(text) - 1), end if end > said else len(text)),
            )
        )
    return found


class TestNames:
    def test_a_short_form_is_the_person_of_the_full_name(self) -> None:
        """A surname means the person whose full name stands elsewhere, with the role told there."""
        text = "US envoy Marcus Hale said talks would begin. On Friday, Hale said they would go on."
        first, later = speakers(text, "US envoy Marcus Hale", "Hale", known=background(GAZA, sources=TABLE))
        assert (first.name, first.role, first.named, first.affiliation) == (
            "Marcus Hale",
            "US envoy",
            "yes",
            "US",
        )
        assert (later.name, later.recorded) == ("Marcus Hale", "US envoy")

    def test_particles_belong_to_a_name(self) -> None:
        """A name keeps its small words, and is known by its last ones."""
        text = (
            "Qatari Prime Minister Khalid bin Saif Al Noor said the parties were near. "
            "“We are close,” Al Noor said."
        )
        first, later = speakers(
            text,
            "Qatari Prime Minister Khalid bin Saif Al Noor",
            "Al Noor",
            known=background(GAZA, sources=TABLE),
        )
        assert first.name == later.name == "Khalid bin Saif Al Noor"
        assert later.recorded == "Qatar prime minister"

    def test_an_office_before_a_comma_gives_the_role_and_the_owner_the_side(self) -> None:
        """ "President X's envoy, Y," has the side of X."""
        text = "US President Owen Pryce’s Mideast envoy, Daniel Crane, asserted that phase two would come."
        (one,) = speakers(
            text,
            "US President Owen Pryce’s Mideast envoy, Daniel Crane,",
            known=background(GAZA, sources=TABLE),
        )
        assert (one.name, one.role, one.recorded, one.affiliation) == (
            "Daniel Crane",
            "US envoy",
            "US envoy",
            "US",
        )

    def test_an_apposition_after_the_name_gives_the_role(self) -> None:
        """ "NAME, the head of the agency," tells the role of NAME."""
        text = "Lucia Marín, the Colombian defense minister, said the camps were ready."
        (one,) = speakers(
            text, "Lucia Marín, the Colombian defense minister,", known=background(COLOMBIA, "Colombia truce")
        )
        assert (one.name, one.role, one.affiliation) == (
            "Lucia Marín",
            "Colombia defense minister",
            "Government",
        )

    def test_a_former_office_is_nobodys_side(self) -> None:
        """Who held an office once is told so, and speaks for no side."""
        text = "Former Ethiopian prime minister Tadesse Worku said the truce was weak."
        (one,) = speakers(
            text, "Former Ethiopian prime minister Tadesse Worku", known=background(ETHIOPIA, "Ethiopia")
        )
        assert (one.name, one.role, one.affiliation) == (
            "Tadesse Worku",
            "former Ethiopia prime minister",
            "",
        )

    def test_a_name_told_without_an_office_has_no_role(self) -> None:
        """What the text does not tell stays blank."""
        (one,) = speakers("Peter Novak said it was late.", "Peter Novak", known=background(LEBANON))
        assert one == Speaker("Peter Novak", named="yes", passage=passage(0, 11))

    def test_the_table_knows_a_person_by_name(self) -> None:
        """A name in the sources table is enough for the side, even by its last word."""
        table = Sources([Source("Deng Alor", "office", "Government", aliases=("Alor",))])
        (one,) = speakers(
            "Alor said the army would leave.", "Alor", known=background(SOUTH_SUDAN, sources=table)
        )
        assert (one.recorded, one.affiliation, one.named) == ("Deng Alor", "Government", "yes")

    def test_of_two_with_one_surname_the_honorific_decides(self) -> None:
        """ "Mrs." never means a man."""
        text = "John Abara and Mary Abara met. Mrs. Abara said it went well, and Mr. Abara agreed."
        first, second = speakers(text, "Mrs. Abara", "Mr. Abara")
        assert (first.name, second.name) == ("Mary Abara", "John Abara")

    def test_the_name_of_a_country_can_be_a_persons(self) -> None:
        """A given name that is a country's too stays with the surname."""
        text = "Israeli Defense Minister Israel Carmi said the army would stay."
        (one,) = speakers(text, "Israeli Defense Minister Israel Carmi", known=background(LEBANON))
        assert (one.name, one.role, one.affiliation) == ("Israel Carmi", "Israel defense minister", "Israel")

    def test_an_alias_is_a_name(self) -> None:
        """ "The commander, alias NAME," is named, and so is "NAME's deputy" on the same side."""
        text = "The FARC’s top commander, alias Simón Duarte, agreed. Duarte’s deputy, Pastora Luz, said no."
        first, second = speakers(
            text, "The FARC’s top commander, alias Simón Duarte,", "Duarte’s deputy, Pastora Luz,",
            known=background(COLOMBIA),
        )  # fmt: skip
        assert (first.name, first.role, first.affiliation) == ("Simón Duarte", "FARC commander", "FARC")
        assert (second.name, second.affiliation) == ("Pastora Luz", "FARC")

    def test_whose_office_it_is_may_be_told_by_a_pronoun(self) -> None:
        """ "Its president" and "his office" belong to whom the pronoun means."""
        text = (
            "The ICRC said that it was worried. Its president, Anna Keller, said that access was vital.\n"
            "Israeli Prime Minister Dov Carmi met her. His office said that the talks went well."
        )
        head, office = speakers(
            text, "Its president, Anna Keller,", "His office", known=background(GAZA, sources=TABLE)
        )
        assert (head.name, head.role, head.affiliation) == ("Anna Keller", "ICRC president", "monitor")
        assert (office.recorded, office.affiliation) == ("Israel prime minister's office", "Israel")

    def test_the_office_of_one_who_is_named(self) -> None:
        """The office of a minister is told by the minister's office, not by the name."""
        text = "Israeli Defense Minister Yoel Katzir’s office said that it would act."
        (one,) = speakers(text, "Israeli Defense Minister Yoel Katzir’s office", known=background(LEBANON))
        assert (one.role, one.named, one.affiliation) == (
            "Israel defense minister's office",
            "role",
            "Israel",
        )

    def test_a_secretary_general_and_the_chief(self) -> None:
        """Offices with a hyphen are whole, and "the chief" of the body is who leads it."""
        text = "UN Secretary-General Park Jin-woo urged calm. “It must end,” the UN chief said."
        first, chief = speakers(
            text, "UN Secretary-General Park Jin-woo", "the UN chief", known=background(GAZA, sources=TABLE)
        )
        assert (first.name, first.role, first.affiliation) == (
            "Park Jin-woo",
            "UN secretary-general",
            "monitor",
        )
        assert chief.name == "Park Jin-woo"

    def test_ranks_between_an_office_and_a_name(self) -> None:
        """A rank or honour before a name is no office of its own."""
        text = "Hezbollah leader Sheikh Hassan Mourad said that it would answer. Secretary of State Mark Ellis said no."
        leader, secretary = speakers(
            text,
            "Hezbollah leader Sheikh Hassan Mourad",
            "Secretary of State Mark Ellis",
            known=background(LEBANON),
        )
        assert (leader.name, leader.role, leader.affiliation) == (
            "Hassan Mourad",
            "Hezbollah leader",
            "Hezbollah",
        )
        assert (secretary.name, secretary.role) == ("Mark Ellis", "secretary of state")

    def test_a_bare_office_in_a_conflict_inside_one_country(self) -> None:
        """Where a government is a party as such, offices told without a country are its own, if the text is about it."""
        text = "Colombian troops left. Interior Minister Carla Reyes said that no one was missing. President Rey agreed."
        minister, president = speakers(
            text,
            "Interior Minister Carla Reyes",
            "President Rey",
            known=background(COLOMBIA, "Colombia truce"),
        )
        assert (minister.role, minister.affiliation) == ("Colombia interior minister", "Government")
        assert president.affiliation == "Government"
        (unknown,) = speakers(text, "Interior Minister Carla Reyes", known=background(LEBANON))
        assert (unknown.role, unknown.affiliation) == ("interior minister", "")

    def test_the_words_of_one_source_may_end_in_a_name(self) -> None:
        """Several offices before one name are that person's, after the dateline too."""
        text = "JUBA – South Sudan’s vice president and SPLM/A-IO leader Riak Deng said that the deal was broken."
        (one,) = speakers(
            text,
            "JUBA – South Sudan’s vice president and SPLM/A-IO leader Riak Deng",
            known=background(SOUTH_SUDAN),
        )
        assert (one.name, one.affiliation) == ("Riak Deng", "SPLM/A-IO")

    def test_two_who_speak_together(self) -> None:
        """Several joined by "and" are one speaker, with a side only where they share it."""
        text = "Marcus Hale and Helen Okoro said that it was late. They said that it would be later."
        both, they = speakers(text, "Marcus Hale and Helen Okoro", "They")
        assert (both.name, both.named, both.affiliation) == ("Marcus Hale and Helen Okoro", "yes", "")
        assert they.name == both.name
        (mixed,) = speakers(
            "Qatar and a Qatari official said so.", "Qatar and a Qatari official", known=background(GAZA)
        )
        assert (mixed.named, mixed.affiliation) == ("no", "Qatar")


class TestUnnamed:
    def test_an_unnamed_official_takes_side_and_row_from_the_demonym(self) -> None:
        """An unnamed official is told so, with the side of the demonym and the table's row."""
        text = "An unnamed senior Israeli official told reporters that talks may begin."
        (one,) = speakers(text, "An unnamed senior Israeli official", known=background(GAZA, sources=TABLE))
        assert (one.name, one.named) == ("an unnamed senior Israeli official", "no")
        assert (one.recorded, one.affiliation) == ("unnamed senior Israeli official", "Israel")

    def test_the_official_takes_up_the_one_before_and_another_does_not(self) -> None:
        """ "The official" is the one told before; "another official" is somebody else; "he" is the last of them."""
        text = (
            "A senior Lebanese official told Sahifa that the army would deploy.\n"
            "“It takes time,” the official said.\n"
            "Another Lebanese official told the paper that roads were mined. Still, he stressed that it would be done."
        )
        known = background(LEBANON, sources=TABLE)
        first, same, other, he = speakers(
            text, "A senior Lebanese official", "the official", "Another Lebanese official", "he", known=known
        )
        assert same.name == first.name == "a senior Lebanese official"
        assert same.passage == first.passage
        assert other.name == he.name == "another Lebanese official"
        assert he.passage == other.passage != first.passage
        assert {one.affiliation for one in (first, same, other, he)} == {"Lebanon"}
        assert [one.outlet for one in (first, same, other, he)] == ["Sahifa"] * 4

    def test_members_of_a_party_belong_to_it(self) -> None:
        """ "A FARC commander" belongs to FARC."""
        text = "A FARC commander said the arms were handed in. A Hezbollah official agreed."
        (one,) = speakers(text, "A FARC commander", known=background(COLOMBIA))
        assert (one.role, one.named, one.affiliation) == ("unnamed FARC commander", "no", "FARC")

    @pytest.mark.parametrize("kind", ["analyst", "resident", "journalist", "father"])
    def test_private_people_belong_to_no_side(self, kind: str) -> None:
        """A country's analysts, residents and journalists do not speak for it."""
        (one,) = speakers(
            f"An Israeli {kind} said it was over.", f"An Israeli {kind}", known=background(GAZA)
        )
        assert (one.named, one.affiliation) == ("no", "")

    @pytest.mark.parametrize(
        "words", ["diplomats", "Many international figures", "Mediators", "Observers", "Experts"]
    )
    def test_people_told_together_are_unnamed(self, words: str) -> None:
        """Anonymous people are not named, however many they are."""
        (one,) = speakers(f"{words} said the deal would hold.", words, known=background(GAZA))
        assert (one.named, one.affiliation) == ("no", "")
        assert one.name.lower() == words.lower()

    def test_a_kind_of_people_in_the_table_is_found(self) -> None:
        """A collective that the table has is recorded by its name there."""
        (one,) = speakers(
            "Arab diplomats credited the envoy.", "Arab diplomats", known=background(GAZA, sources=TABLE)
        )
        assert (one.name, one.recorded, one.affiliation) == ("Arab diplomats", "Arab diplomats", "")

    def test_a_group_of_people_of_a_country(self) -> None:
        """Plain "officials" of a country are its own, and nobody of them is named."""
        (one,) = speakers(
            "Israeli officials said the list was late.",
            "Israeli officials",
            known=background(GAZA, sources=TABLE),
        )
        assert (one.recorded, one.named, one.affiliation) == ("Israeli officials", "no", "Israel")

    def test_two_countries_officials_belong_to_neither(self) -> None:
        """Officials of two sides together have no one side."""
        text = "Egyptian and Qatari officials said the gap was small."
        (one,) = speakers(text, "Egyptian and Qatari officials", known=background(GAZA))
        assert (one.name, one.named, one.affiliation) == ("Egyptian and Qatari officials", "no", "")

    def test_a_diplomat_who_was_no_source_before(self) -> None:
        """ "The diplomat" takes up "a diplomat" told before, and not who spoke last."""
        text = (
            "Hamas official Sami Radi said that time was short. A diplomat in the talks was more hopeful. "
            "The diplomat said that an answer was near."
        )
        _, diplomat = speakers(text, "Hamas official Sami Radi", "The diplomat", known=background(GAZA))
        assert (diplomat.name, diplomat.named, diplomat.affiliation) == ("a diplomat in the talks", "no", "")

    def test_a_body_run_by_a_party(self) -> None:
        """ "The Hamas-run ministry" is its side's, and "US-backed" rebels are nobody's."""
        text = "Gaza’s Hamas-run health ministry said that two died. US-backed rebels said that three did."
        ministry, rebels = speakers(
            text, "Gaza’s Hamas-run health ministry", "US-backed rebels", known=background(GAZA)
        )
        assert (ministry.role, ministry.affiliation) == ("Gaza health ministry", "Hamas")
        assert rebels.affiliation == ""

    def test_peoples_and_crowds(self) -> None:
        """A people, a count of people, or those told by what they do are unnamed and on no side."""
        for words in (
            "Many Israelis",
            "Israelis",
            "A number of Israeli settlers",
            "Some of them",
            "Family members",
        ):
            (one,) = speakers(f"{words} said that it was over.", words, known=background(GAZA))
            assert (one.affiliation, one.named) in (("", "no"), ("", ""))

    def test_one_who_holds_a_post_without_a_name(self) -> None:
        """ "The finance minister" with no name anywhere is told by the role; a former one is so too."""
        text = "The Israeli finance minister said that it would fail. A former US president said that it would not."
        one, former = speakers(
            text,
            "The Israeli finance minister",
            "A former US president",
            known=background(GAZA, sources=TABLE),
        )
        assert (one.recorded, one.named, one.affiliation) == ("Israel finance minister", "role", "Israel")
        assert (former.role, former.affiliation) == ("unnamed former US president", "")

    def test_an_official_of_a_region_whose_officials_are_a_partys(self) -> None:
        """Officials of a region belong to the party that the table gives its officials, and its people to nobody."""
        table = Sources([Source("Tigray officials", "office", "TPLF")])
        text = (
            "A Tigrayan commander said that guns were handed in. An aid worker in Tigray said that food came. "
            "A Tigrayan farmer said that he was home."
        )
        found = speakers(
            text, "A Tigrayan commander", "An aid worker in Tigray", "A Tigrayan farmer",
            known=background(ETHIOPIA, "Ethiopia", table),
        )  # fmt: skip
        assert [one.affiliation for one in found] == ["TPLF", "", ""]

    def test_diplomats_in_a_capital_are_not_its_own(self) -> None:
        """ "In" tells where diplomats are, and not whose."""
        text = "Three diplomats in Beirut said that it was near. Officials in Beirut said that it was not."
        guests, hosts = speakers(
            text, "Three diplomats in Beirut", "Officials in Beirut", known=background(LEBANON)
        )
        assert (guests.affiliation, hosts.affiliation) == ("", "Lebanon")

    def test_a_spokesman_for_the_movement(self) -> None:
        """ "The movement" after an office is the party told before."""
        text = "Hamas held a meeting. A spokesman for the movement said that it was useful."
        (one,) = speakers(text, "A spokesman for the movement", known=background(GAZA, sources=TABLE))
        assert (one.named, one.affiliation) == ("role", "Hamas")

    def test_offices_of_a_state_at_war_within_itself(self) -> None:
        """The army, and the adviser of an office, are the government's where a neighbour is named more often too."""
        text = (
            "Eritrea and Ethiopia share a border. Eritrean forces crossed it. The federal army said that it held. "
            "The president’s adviser on trade said that shops were open."
        )
        army, adviser = speakers(
            text,
            "The federal army",
            "The president’s adviser on trade",
            known=background(ETHIOPIA, "Truce in Ethiopia"),
        )
        assert (army.affiliation, adviser.affiliation) == ("Government", "Government")
        assert adviser.named == "role"

    def test_one_of_several(self) -> None:
        """ "One of them" is one of those told before, unnamed, and "he" is that one."""
        text = (
            "Two Egyptian officials said that a list was ready. One of them said that it was long. "
            "One of the officials said that it was short."
        )
        both, one, other = speakers(
            text, "Two Egyptian officials", "One of them", "One of the officials", known=background(GAZA)
        )
        assert (both.affiliation, one.affiliation, other.affiliation) == ("Egypt",) * 3
        assert one.name == other.name == "one of two Egyptian officials"
        assert one.named == "no"

    def test_one_of_nobody_stays_unknown(self) -> None:
        """Where nobody was told, "one of them" is nobody."""
        assert speakers("One of them said that it was late.", "One of them") == (Speaker(),)

    def test_a_headline_tells_its_speaker_by_an_office_alone(self) -> None:
        """Whom a headline calls "envoy" is the envoy of the lines below it."""
        text = (
            "Envoy says aid may come\n\n"
            "More aid may come, a senior Qatari envoy said on Monday. A Hamas envoy disagreed."
        )
        (one,) = speakers(text, "Envoy", known=background(GAZA, sources=TABLE))
        assert (one.name, one.affiliation) == ("a senior Qatari envoy", "Qatar")

    def test_a_body_told_by_what_it_does(self) -> None:
        """A noun that says nothing alone keeps the clause that says which body it is."""
        text = "The body that counts the votes said so."
        (one,) = speakers(text, "The body that counts the votes", known=background(SOUTH_SUDAN))
        assert one.name == "the body that counts the votes"


class TestPronouns:
    def test_a_pronoun_means_who_spoke_last(self) -> None:
        """ "He said" is the last speaker, and not who is spoken of in what was said."""
        text = (
            "Envoy Marcus Hale said President Omar Sayed had not decided. He added that Sayed would.\n"
            "“We will see,” he said."
        )
        _, second, third = speakers(text, "Envoy Marcus Hale", "He", "he")
        assert second.name == third.name == "Marcus Hale"

    def test_gender_and_number_agree(self) -> None:
        """ "She" is no man, and "they" are several or a body."""
        text = (
            "Minister Helen Okoro met Minister Paul Lado on Monday. She said the border would open. "
            "Rebel leaders welcomed that. They said more must follow."
        )
        she, leaders, they = speakers(text, "She", "Rebel leaders", "They")
        assert she.name == "Helen Okoro"
        assert they.name == leaders.name == "rebel leaders"

    def test_a_new_subject_takes_the_pronoun(self) -> None:
        """A person who has been the subject of a whole sentence since is meant before who spoke last."""
        text = "Marcus Hale said it was late. Paul Lado then flew to Juba. He said it was not."
        _, second = speakers(text, "Marcus Hale", "He")
        assert second.name == "Paul Lado"

    def test_i_and_we_are_the_speaker_of_the_quotation(self) -> None:
        """The first person is whoever says the words it stands in."""
        text = "“I think we hope for peace,” Helen Okoro said."
        content = passage(1, text.index("”"))
        own = text.index("we hope")
        inner = Attribution(passage(own, own + 2), passage(own + 3, own + 7), passage(own + 8, own + 17))
        outer = Attribution(passage(text.index("Helen"), text.index(" said")), None, content)
        found = resolve(parse(text), [inner, outer], Article(text), Background())
        assert [one.name for one in found] == ["Helen Okoro", "Helen Okoro"]

    def test_who_relates_to_its_noun(self) -> None:
        """A relative pronoun is the noun before it."""
        text = "The talks were led by Paul Lado, who said they went well."
        (one,) = speakers(text, "who")
        assert one.name == "Paul Lado"

    def test_it_takes_up_a_body(self) -> None:
        """ "It" and "the group" are a body told before."""
        text = "Hamas rejected the list on Monday. The group said names were missing.\nIt said it would wait."
        group, it = speakers(text, "The group", "It", known=background(GAZA, sources=TABLE))
        assert group.recorded == it.recorded == "Hamas"
        assert group.affiliation == it.affiliation == "Hamas"

    def test_the_organisation_is_a_body_of_many_states(self) -> None:
        """ "The organisation" takes up the Red Cross, and not a movement told before it."""
        text = (
            "Hamas said that it agreed. The Red Cross said that cars were ready. "
            "The organisation said that they would go."
        )
        *_, last = speakers(
            text, "Hamas", "The Red Cross", "The organisation", known=background(GAZA, sources=TABLE)
        )
        assert (last.recorded, last.affiliation) == ("ICRC", "monitor")

    def test_a_subject_that_was_no_source_takes_the_pronoun(self) -> None:
        """ "The minister ruled it out: it would stay, he said": who says it is the minister."""
        text = (
            "A spokesman for the palace said that talks went on.\n"
            "The energy minister turned to coal: the mines, he said that week, would stay."
        )
        _, he = speakers(text, "A spokesman for the palace", "he")
        assert he.name == "the energy minister"

    def test_the_subject_of_the_sentence_owns_its_ambassador(self) -> None:
        """ "Its" is the subject told in the same sentence, before a body that spoke earlier."""
        text = (
            "The Israeli military said that it was ready.\n"
            "France, which sits on a panel, wants an end, its ambassador said that day."
        )
        _, one = speakers(text, "The Israeli military", "its ambassador", known=background(LEBANON))
        assert one.affiliation == "France"

    def test_the_minister_and_the_envoy_take_up_the_named(self) -> None:
        """An office with "the" is the last one named who holds it."""
        text = (
            "Ethiopian Justice Minister Sara Bekele met AU envoy Kofi Mensah. "
            "The minister said aid would flow. The envoy said he would return."
        )
        minister, envoy = speakers(text, "The minister", "The envoy", known=background(ETHIOPIA, "Ethiopia"))
        assert (minister.name, minister.affiliation) == ("Sara Bekele", "Government")
        assert (envoy.name, envoy.role, envoy.affiliation) == ("Kofi Mensah", "AU envoy", "AU")

    def test_the_former_president_is_the_one_told_as_former(self) -> None:
        """A former holder is not the present one."""
        text = (
            "Former president Joaquin Rey spoke to President Alba Luna on Sunday. "
            "The former president said he was glad. The president thanked him, saying peace had come."
        )
        former, present = speakers(text, "The former president", "The president")
        assert (former.name, present.name) == ("Joaquin Rey", "Alba Luna")

    def test_a_pronoun_for_nobody_stays_unknown(self) -> None:
        """Where the text has nobody to take up, nobody is guessed."""
        assert speakers("He said it was late.", "He") == (Speaker(),)


class TestBodies:
    def test_a_capital_stands_for_its_government(self) -> None:
        """A capital speaks for its country's government."""
        (one,) = speakers("Doha insisted that it would not leave.", "Doha", known=background(GAZA))
        assert (one.name, one.role, one.named, one.affiliation) == ("Doha", "Qatar", "role", "Qatar")

    @pytest.mark.parametrize(
        "name", ["The United States", "Washington", "The White House", "The US", "America"]
    )
    def test_a_country_has_many_names(self, name: str) -> None:
        """Names, capitals and seats of a country are one side."""
        (one,) = speakers(f"{name} said it would help.", name, known=background(LEBANON))
        assert (one.named, one.affiliation) == ("role", "US")

    def test_the_office_of_the_outlets_own_country(self) -> None:
        """An outlet named after a country calls that country's offices by no country."""
        text = "The Prime Minister’s Office denied the report. Qatari leaders did not."
        known = background(GAZA, sources=TABLE)
        (home,) = speakers(text, "The Prime Minister’s Office", known=known, outlet="The Israel Courier")
        assert (home.name, home.named) == ("the Prime Minister’s Office", "role")
        assert (home.recorded, home.affiliation) == ("Israel prime minister's office", "Israel")

    def test_an_office_of_an_unknown_country_stays_unknown(self) -> None:
        """Where nothing tells whose office it is, its side is blank."""
        text = "The foreign ministry denied the report on Israel and Lebanon."
        (one,) = speakers(text, "The foreign ministry", known=background(LEBANON))
        assert (one.role, one.named, one.affiliation) == ("foreign ministry", "role", "")

    def test_ministries_and_spokespeople(self) -> None:
        """A spokesperson is told by the ministry, named or not."""
        known = background(GAZA, sources=TABLE)
        (role,) = speakers(
            "A spokesman for the Qatari Foreign Ministry said so.",
            "A spokesman for the Qatari Foreign Ministry",
            known=known,
        )
        assert (role.recorded, role.named, role.affiliation) == ("Qatar foreign ministry", "role", "Qatar")
        (named,) = speakers(
            "Qatari Foreign Ministry spokesman Nasser Amin said so.",
            "Qatari Foreign Ministry spokesman Nasser Amin",
            known=known,
        )
        assert (named.name, named.recorded, named.named) == ("Nasser Amin", "Qatar foreign ministry", "yes")

    def test_a_table_may_spell_otherwise(self) -> None:
        """The table's "defence" is the text's "defense", and its spokesman any spokesperson."""
        table = Sources(
            [Source("Israel defence ministry", "ministry", "Israel", aliases=("Israel defence spokesman",))]
        )
        known = background(GAZA, sources=table)
        (ministry,) = speakers(
            "The Israeli Defense Ministry said so.", "The Israeli Defense Ministry", known=known
        )
        (person,) = speakers(
            "An Israeli defense spokeswoman said so.", "An Israeli defense spokeswoman", known=known
        )
        assert ministry.recorded == person.recorded == "Israel defence ministry"

    def test_an_army_by_its_letters(self) -> None:
        """Well-known letters of an army are its country's military."""
        (one,) = speakers("The IDF said it had left.", "The IDF", known=background(GAZA, sources=TABLE))
        assert (one.recorded, one.named, one.affiliation) == ("Israel military", "role", "Israel")

    def test_the_government_of_the_agreement(self) -> None:
        """A party called Government is the government of the agreement's country, and no other's."""
        known = background(COLOMBIA, "Colombia: laying down of arms")
        own, other = speakers(
            "The government said it was done. The Norwegian government praised it.",
            "The government", "The Norwegian government", known=known,
        )  # fmt: skip
        assert own.affiliation == "Government"
        assert other.affiliation == "Norway"

    def test_a_body_with_a_name_of_several_words(self) -> None:
        """A monitor's long name and its letters are one."""
        text = "The International Committee of the Red Cross said it moved three. The ICRC said no more."
        long, short = speakers(
            text,
            "The International Committee of the Red Cross",
            "The ICRC",
            known=background(GAZA, sources=TABLE),
        )
        assert (long.recorded, long.affiliation) == (short.recorded, short.affiliation) == ("ICRC", "monitor")

    def test_who_made_a_document(self) -> None:
        """A statement of a body is its own; a document of nobody known is itself."""
        text = "A statement from Hamas said that it agreed. Qatar’s statement said so too. The draft said that it would."
        first, second, third = speakers(
            text, "A statement from Hamas", "Qatar’s statement", "The draft", known=background(GAZA)
        )
        assert (first.affiliation, second.affiliation) == ("Hamas", "Qatar")
        assert (third.name, third.role, third.affiliation) == ("the draft", "draft", "")

    def test_an_unknown_name(self) -> None:
        """A name that nothing tells of is taken as a person's, and a longer one with "the" as a body's."""
        text = (
            "Lopez said that it was late. The Bright Path Institute said that it was not. Lopez said no more."
        )
        person, body, again = speakers(text, "Lopez", "The Bright Path Institute", "Lopez")
        assert (person.name, person.named) == (again.name, again.named) == ("Lopez", "yes")
        assert (body.name, body.role, body.named) == ("the Bright Path Institute", "", "role")

    def test_who_may_relate_to_a_description(self) -> None:
        """ "Which" after a description is what is described."""
        text = "The talks were led by a Swiss charity, which said that they went well."
        (one,) = speakers(text, "which")
        assert (one.name, one.named) == ("a Swiss charity", "role")


class TestOutlets:
    def test_an_outlet_that_reports(self) -> None:
        """An outlet as a source is itself what passes the report on."""
        known = background(GAZA, sources=TABLE)
        for text, source in (
            ("Channel 99 reported that talks began.", "Channel 99"),
            (
                "According to a report in the London-based Sahifa, talks began.",
                "a report in the London-based Sahifa",
            ),
        ):
            (one,) = speakers(text, source, known=known)
            assert one.name == one.outlet == one.recorded == source.split()[-1] or one.outlet == "Channel 99"
            assert one.named == "role"

    def test_a_person_who_tells_an_outlet(self) -> None:
        """Who speaks to an outlet is passed on by it, and so is what is said on after it."""
        text = (
            "In an interview with Sahifa on Monday, Marcus Hale tied aid to calm.\n"
            "“It must hold,” Hale said.\n"
            "Paul Lado said otherwise."
        )
        first, second, third = speakers(
            text, "Marcus Hale", "Hale", "Paul Lado", known=background(GAZA, sources=TABLE)
        )
        assert (first.outlet, second.outlet, third.outlet) == ("Sahifa", "Sahifa", "")

    def test_an_unknown_outlet_is_told_by_its_kind(self) -> None:
        """ "Told the X newspaper" makes X an outlet."""
        text = "Paul Lado told the Al Bilad newspaper that he would go. Helen Okoro told the Jonglei Times she would not."
        first, second = speakers(text, "Paul Lado", "Helen Okoro")
        assert (first.outlet, second.outlet) == ("Al Bilad", "Jonglei Times")

    @pytest.mark.parametrize(
        "words",
        [
            "the daily Al-Bilad",
            "Al-Bilad, a daily in the capital,",
            "the Al-Bilad news site",
            "the news agency Al-Bilad",
        ],
    )
    def test_words_beside_a_name_call_it_an_outlet(self, words: str) -> None:
        """A kind of outlet before or after a name, or in apposition, makes it an outlet's, and it stays the speaker's."""
        text = f"A Lebanese officer told {words} that bridges were open.\nHe said that roads were too."
        for one in speakers(text, "A Lebanese officer", "He", known=background(LEBANON)):
            assert one.outlet == "Al-Bilad"

    def test_who_is_told_to_say_something_is_no_outlet(self) -> None:
        """A name after a kind of outlet that is the subject of what is said is not the outlet's."""
        text = "Paul Lado told the newspaper Hamas would agree."
        (one,) = speakers(text, "Paul Lado", known=background(GAZA, sources=TABLE))
        assert one.outlet == ""

    def test_an_occasion_inside_what_is_said_ends_no_interview(self) -> None:
        """A statement or speech that the speaker talks about is no other occasion."""
        text = "Marcus Hale told Sahifa that aid would come.\nHale said that a letter by Egypt was welcome."
        _, one = speakers(text, "Marcus Hale", "Hale", known=background(GAZA, sources=TABLE))
        assert one.outlet == "Sahifa"

    def test_an_agency_that_reports_after_the_statement(self) -> None:
        """ "X called it late, the agency reported": the agency passes it on, and what X says next."""
        text = "A Hezbollah official called it late, the news agency Tarab reported. He said more would come."
        inner = Attribution(passage(0, 20), passage(21, 27), passage(28, 35))
        at = text.index("the news")
        end = text.index(" reported")
        outer = Attribution(passage(at, end), passage(end + 1, end + 9), passage(0, 35))
        he = text.index("He said")
        later = Attribution(passage(he, he + 2), passage(he + 3, he + 7), passage(he + 8, len(text) - 1))
        found = resolve(parse(text), [inner, outer, later], Article(text), background(LEBANON))
        assert [one.outlet for one in found] == ["Tarab"] * 3

    def test_the_articles_own_outlet_is_not_told(self) -> None:
        """Who speaks to the outlet itself is passed on by nobody."""
        text = "Diplomats speaking to The Levant Post said so."
        (one,) = speakers(text, "Diplomats", outlet="Levant Post")
        assert (one.named, one.outlet) == ("no", "")

    def test_the_official_who_spoke_to_the_outlet(self) -> None:
        """A clause about the outlet tells which official is meant."""
        text = (
            "An Egyptian official told Sahifa that the road was open.\n"
            "An Egyptian official told Reuters that it was closed.\n"
            "The Egyptian official who spoke to Sahifa said that buses waited."
        )
        first, _, third = speakers(
            text, "An Egyptian official", "An Egyptian official", "The Egyptian official who spoke to Sahifa",
            known=background(GAZA, sources=TABLE),
        )  # fmt: skip
        assert third.passage == first.passage
        assert third.outlet == "Sahifa"

    def test_an_outlet_that_quotes_a_speaker(self) -> None:
        """What an outlet reports somebody to have said is passed on by it."""
        text = "Sahifa reported that a Qatari official called it close."
        first = text.index("a Qatari")
        inner = Attribution(
            passage(first, first + 17), passage(first + 18, first + 24), passage(first + 25, len(text))
        )
        outer = Attribution(passage(0, 6), passage(7, 15), passage(16, len(text)))
        found = resolve(parse(text), [outer, inner], Article(text), background(GAZA, sources=TABLE))
        assert [one.outlet for one in found] == ["Sahifa", "Sahifa"]
        assert found[1].affiliation == "Qatar"

    def test_another_occasion_ends_an_interview(self) -> None:
        """What is said later at a news conference was not said to the outlet."""
        text = (
            "Marcus Hale told Sahifa that aid would come.\n"
            "At a news conference on Friday, Hale said that it would not."
        )
        first, second = speakers(text, "Marcus Hale", "Hale", known=background(GAZA, sources=TABLE))
        assert (first.outlet, second.outlet) == ("Sahifa", "")

    def test_who_spoke_to_an_outlet_may_be_a_pronoun(self) -> None:
        """ "He told OUTLET" counts for the person."""
        text = (
            "Marcus Hale flew home. Later, he spoke to Radio Nova by telephone.\nHale said that it was over."
        )
        (one,) = speakers(text, "Hale said"[:4], known=Background())
        (late,) = resolve(
            parse(text),
            [
                Attribution(
                    passage(text.rindex("Hale"), text.rindex("Hale") + 4),
                    None,
                    passage(len(text) - 8, len(text)),
                )
            ],
            Article(text),
            Background(),
        )
        assert one.name == late.name == "Marcus Hale"
        assert late.outlet == "Radio Nova"


class TestMissing:
    def test_no_source_is_nobody(self) -> None:
        """What is only "reportedly" so has no speaker."""
        assert speakers("The road is reportedly open.", None) == (Speaker(),)

    def test_a_verb_joined_to_another_shares_its_subject(self) -> None:
        """ "Praised the talks, adding that": who adds is who praised; a passive tells nobody."""
        text = "Helen Okoro praised the talks, adding that more would come. The road is expected to open."
        cue = text.index("adding")
        passive = text.index("expected")
        one, none = resolve(
            parse(text),
            [
                Attribution(None, passage(cue, cue + 6), passage(cue + 7, cue + 27)),
                Attribution(None, passage(passive, passive + 8), passage(passive + 9, passive + 16)),
            ],
            Article(text),
            Background(),
        )
        assert one.name == "Helen Okoro"
        assert none == Speaker()

    def test_an_empty_text(self) -> None:
        """A text without words has a blank speaker for each attribution."""
        one = Attribution(passage(0, 3), None, passage(4, 9))
        assert resolve(parse(""), [one], Article(""), Background()) == (Speaker(),)

    def test_the_order_of_attributions_does_not_matter(self) -> None:
        """Speakers come in the order of the attributions, whatever that is."""
        text = "Marcus Hale said it was late. He added that it was near. Helen Okoro agreed that it was. She said no more."
        found = attributions(text, "Marcus Hale", "He", "Helen Okoro", "She")
        doc, article = parse(text), Article(text)
        straight = resolve(doc, found, article, Background())
        assert resolve(doc, found[::-1], article, Background()) == straight[::-1]
        assert [one.name for one in straight] == ["Marcus Hale", "Marcus Hale", "Helen Okoro", "Helen Okoro"]


WORDS = st.sampled_from(
    [
        "he",
        "she",
        "they",
        "it",
        "who",
        "I",
        "“",
        "”",
        '"',
        ",",
        ".",
        ";",
        "'",
        "’s",
        "-",
        "(",
        ")",
        "said",
        "told",
        "the",
        "a",
        "of",
        "for",
        "in",
        "and",
        "Hamas",
        "Israel",
        "Israeli",
        "Doha",
        "US",
        "official",
        "officials",
        "envoy",
        "President",
        "Prime",
        "Minister",
        "Office",
        "Marcus",
        "Hale",
        "Hale",
        "Mr.",
        "Mrs.",
        "Reuters",
        "Times",
        "site",
        "newspaper",
        "another",
        "former",
        "reported",
        "interview",
        "with",
        "speaking",
        "to",
        "Radio",
        "Channel",
        "12",
        "spokesman",
        "ministry",
        "\n",
        "\n\n",
    ]
)


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, list[Attribution]]:
    text = draw(st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=60)))
    places = st.integers(0, len(text) + 5)
    spans = st.lists(
        st.tuples(places, places).map(lambda two: (min(two), max(two) + 1)), min_size=1, max_size=3
    )
    passages = spans.map(lambda pieces: Passage(tuple(sorted(pieces))))
    one = st.builds(Attribution, st.none() | passages, st.none() | passages, passages)
    return text, draw(st.lists(one, max_size=6))


@settings(max_examples=60)
@given(texts(), st.sampled_from(["", "The Israel Courier", "Reuters"]))
def test_any_passages_of_any_text_have_one_speaker_each(
    case: tuple[str, list[Attribution]], outlet: str
) -> None:
    """Wrong, partial or missing passages never stop the reading, and every passage told lies inside the text."""
    text, found = case
    told = resolve(parse(text), found, Article(text, outlet=outlet), background(GAZA, sources=TABLE))
    assert len(told) == len(found)
    for speaker in told:
        assert speaker.passage is None or 0 <= speaker.passage.first < speaker.passage.end <= len(text)
        assert bool(speaker.name) == bool(speaker.named)

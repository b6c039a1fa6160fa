"""The sample district reads like real paper and keeps to its own rules."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "resources" / "sample_district"
FILES = ("district", "names", "occupations", "topics", "receptions", "wording")
EXAMPLE = {"place": "梧桐街道", "unit": "桂花社区", "month": "6"}

SOURCES = {"visit", "opinion", "member", "department", "party", "letter", "hotline"}
WHERE = {"街道", "镇", "both"}
SPEAKERS = {"member", "department", "resident", "expert", "community", "stakeholder"}
KINDS = {"opinion", "request", "reply"}
METHODS = {"走访", "座谈", "踏勘", "问卷"}
HANDLINGS = {"answered", "transferred", "topic", "opinion", "referred"}
RATINGS = {"满意", "基本满意", "不满意"}
TAKEN_BY_RECORD_CLASSES = {"YT", "XS", "CG", "JB", "JD", "SQ", "SS"}  # 议题、协商、成果……
BRANCHES = (
    *("postponed", "stopped", "brief", "reconvene", "to_opinion", "to_proposal"),
    *("self_settled", "carry_over", "leave_reasons", "host_openings"),
)
TOPIC_FIELDS = {
    *("title", "short", "source", "scope", "for", "situation", "suggestion", "parties"),
    *("handling_units", "research", "viewpoints", "consensus", "dissent", "requirements"),
    *("replies", "look_back", "satisfaction_comments"),
}


def load(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def strings(value: Any) -> Iterator[str]:
    """Every text inside a JSON value, without the keys."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def length(text: str) -> int:
    return len(text.format(**EXAMPLE))


def too_short_or_long(texts: list[str], low: int, high: int) -> list[str]:
    return [text for text in texts if not low <= length(text) <= high]


DISTRICT = load("district")
NAMES = load("names")
TOPICS = load("topics")
RECEPTIONS = load("receptions")
WORDING = load("wording")
TOPIC_IDS = [topic["short"] for topic in TOPICS]
SENTENCE_FILES = ("topics", "receptions", "wording")

each_topic = pytest.mark.parametrize("topic", TOPICS, ids=TOPIC_IDS)


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_written_with_two_spaces_and_readable_chinese(name: str):
    raw = (FOLDER / f"{name}.json").read_text(encoding="utf-8")
    assert raw == json.dumps(load(name), ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("name", FILES)
def test_only_known_placeholders_occur(name: str):
    found = {p for text in strings(load(name)) for p in re.findall(r"\{.*?\}|[{}]", text)}
    assert found <= {"{place}", "{unit}", "{month}"}


def test_the_number_of_a_month_is_always_followed_by_its_word():
    assert [text for text in strings(TOPICS) if re.search(r"\{month\}(?!月)", text)] == []


@pytest.mark.parametrize("name", FILES)
def test_no_number_looks_like_an_identity_or_mobile_number(name: str):
    runs = (re.sub(r"[-\s]", "", text) for text in strings(load(name)))
    found = [run for text in runs for run in re.findall(r"\d{8,}", text)]
    allowed = {station["phone"].replace("-", "") for station in DISTRICT["stations"]}
    assert set(found) <= allowed | {DISTRICT["phone"].replace("-", "")}
    assert all(number.startswith("0000") for number in found)


@pytest.mark.parametrize("name", SENTENCE_FILES)
def test_the_register_suggests_and_never_commands(name: str):
    orders = re.compile("责成|勒令|命令|务必|必须|严令|敦促|限期整改|不得有误|坚决杜绝")
    assert [text for text in strings(load(name)) if orders.search(text)] == []


@pytest.mark.parametrize("name", SENTENCE_FILES)
def test_punctuation_inside_chinese_is_full_width(name: str):
    half = re.compile(r"(?<![A-Za-z0-9_{])[,;:!?()\[\]'\"<>]|[,;:!?]|(?<!\d)\.|\.(?!\d)|…[^…]|\s")
    wrong = [text for text in strings(load(name)) if half.search(text)]
    assert wrong == []


@pytest.mark.parametrize("name", SENTENCE_FILES)
def test_quotes_and_brackets_open_and_close_in_turn(name: str):
    pairs = {"”": "“", "）": "（", "》": "《", "’": "‘"}
    for text in strings(load(name)):
        waiting: list[str] = []
        for mark in text:
            if mark in pairs.values():
                waiting.append(mark)
            elif mark in pairs:
                assert waiting, text
                assert waiting.pop() == pairs[mark], text
        assert waiting == [], text


@pytest.mark.parametrize("name", SENTENCE_FILES)
def test_no_mark_is_doubled_and_no_line_starts_with_a_closing_mark(name: str):
    doubled = re.compile(r"[，。；：、！？]{2}|“”|（）|^[，。；：、！？”）]|(.)\1\1")
    assert [text for text in strings(load(name)) if doubled.search(text)] == []


def test_fourteen_stations_have_their_own_code_name_and_telephone():
    stations = DISTRICT["stations"]
    assert len(stations) == 14
    for field in ("name", "place", "code", "phone", "head", "liaison", "address"):
        assert len({station[field] for station in stations}) == 14, field
    codes = {station["code"] for station in stations}
    assert all(re.fullmatch("[A-Z]{2,4}", code) for code in codes)
    assert not codes & TAKEN_BY_RECORD_CLASSES


def test_a_station_has_units_of_its_kind_and_places_to_meet():
    for station in DISTRICT["stations"]:
        ending = "村" if station["kind"] == "镇" else "社区"
        assert station["place"].endswith(station["kind"])
        assert 5 <= len(station["units"]) <= 8
        assert all(unit.endswith(ending) for unit in station["units"])
        assert 2 <= len(station["venues"]) <= 3
        assert all(set(venue) == {"name", "kind"} for venue in station["venues"])


def test_no_unit_belongs_to_two_stations():
    units = Counter(unit for station in DISTRICT["stations"] for unit in station["units"])
    assert [unit for unit, times in units.items() if times > 1] == []


def test_the_reserve_is_enough_for_two_hundred_stations():
    reserve = DISTRICT["reserve"]
    taken = {station["place"][:-2].removesuffix("街") for station in DISTRICT["stations"]}
    assert len(set(reserve["places"]) - taken) >= 186
    assert len(reserve["places"]) == len(set(reserve["places"]))
    assert len(reserve["units"]) == len(set(reserve["units"]))


def test_the_district_has_eight_committees_and_an_occupation_for_every_sector():
    assert len(set(DISTRICT["committees"])) == 8
    assert re.fullmatch("[A-Z]{2}", DISTRICT["code"])
    occupations = load("occupations")
    assert list(occupations) == DISTRICT["sectors"]
    for pairs in occupations.values():
        assert 3 <= len(pairs) <= 6
        assert all(re.fullmatch(r"[^|]+\|[^|]+", pair) for pair in pairs)


def test_names_are_many_and_not_repeated():
    surnames, given = NAMES["surnames"], NAMES["given"]
    everyone = [*given["male"], *given["female"]]
    assert len(surnames) == len(set(surnames)) >= 90
    assert {"欧阳", "上官"} <= set(surnames)
    assert len(everyone) == len(set(everyone)) >= 200
    assert all(1 <= len(name) <= 2 for name in [*surnames, *everyone])


@pytest.mark.parametrize("character", [*"𬱖㛃𠅤䶮龑堃喆", "·"])
def test_every_troublesome_character_stands_in_a_special_name(character: str):
    assert any(character in name for name in NAMES["special_names"])


def test_two_special_names_use_the_standard_separator():
    assert sum("\u00b7" in name for name in NAMES["special_names"]) == 2


def test_topics_are_many_and_differ_in_title_and_short_name():
    assert len(TOPICS) >= 64
    assert len({topic["title"] for topic in TOPICS}) == len(TOPICS)
    assert len({topic["short"] for topic in TOPICS}) == len(TOPICS)


def test_no_long_sentence_is_used_twice():
    sentences = Counter(text for text in strings([TOPICS, RECEPTIONS]) if len(text) >= 20)
    assert [text for text, times in sentences.items() if times > 1] == []


def test_both_kinds_of_place_and_every_source_have_topics():
    assert {topic["source"] for topic in TOPICS} == SOURCES
    for kind in ("街道", "镇"):
        assert sum(topic["for"] in {kind, "both"} for topic in TOPICS) >= 30
    assert len({topic["scope"] for topic in TOPICS}) == 10


def test_every_scope_offers_topics_to_both_kinds_of_place():
    fits = {(topic["scope"], topic["for"]) for topic in TOPICS}
    for kind in ("街道", "镇"):
        assert sum((scope, kind) in fits or (scope, "both") in fits for scope, _ in fits) >= 8


@each_topic
def test_a_topic_has_the_agreed_fields_and_values(topic: dict[str, Any]):
    assert set(topic) == TOPIC_FIELDS
    assert topic["source"] in SOURCES
    assert topic["for"] in WHERE
    assert {item["method"] for item in topic["research"]} <= METHODS
    assert {view["speaker_kind"] for view in topic["viewpoints"]} <= SPEAKERS
    assert {view["kind"] for view in topic["viewpoints"]} <= KINDS
    assert set(topic["look_back"]) == {"good", "poor"}
    assert set(topic["satisfaction_comments"]) == RATINGS
    assert all(topic["satisfaction_comments"].values())


@each_topic
def test_the_parts_of_a_topic_have_their_usual_number(topic: dict[str, Any]):
    limits = {
        "parties": (3, 5),
        "handling_units": (2, 4),
        "research": (1, 2),
        "viewpoints": (6, 9),
        "consensus": (2, 5),
        "dissent": (0, 2),
        "requirements": (1, 3),
    }
    for field, (low, high) in limits.items():
        assert low <= len(topic[field]) <= high, field
    assert len(topic["replies"]) == len(topic["consensus"])
    assert all(set(reply) == {"A", "B", "C"} for reply in topic["replies"])


@each_topic
def test_the_texts_of_a_topic_fit_their_boxes(topic: dict[str, Any]):
    assert too_short_or_long([topic["title"]], 8, 30) == []
    assert too_short_or_long([topic["short"]], 4, 8) == []
    assert too_short_or_long([topic["situation"]], 60, 140) == []
    assert too_short_or_long([topic["suggestion"]], 40, 100) == []
    assert too_short_or_long([item["findings"] for item in topic["research"]], 60, 120) == []
    assert too_short_or_long([view["text"] for view in topic["viewpoints"]], 40, 110) == []
    assert too_short_or_long([item["text"] for item in topic["consensus"]], 30, 90) == []
    assert too_short_or_long(list(strings(topic["replies"])), 40, 100) == []
    assert too_short_or_long(list(topic["look_back"].values()), 30, 100) == []


@each_topic
def test_a_consensus_is_handed_to_units_the_topic_names(topic: dict[str, Any]):
    units = topic["handling_units"]
    assert len(units) == len(set(units))
    for item in topic["consensus"]:
        assert item["lead"] in units
        assert set(item["assist"]) <= set(units)
        assert item["lead"] not in item["assist"]
        assert len(item["assist"]) <= 2
        assert 15 <= item["days"] <= 180


@each_topic
def test_a_topic_lets_residents_and_departments_speak(topic: dict[str, Any]):
    kinds = {view["speaker_kind"] for view in topic["viewpoints"]}
    assert {"department", "member"} <= kinds
    assert kinds & {"resident", "stakeholder"}


@pytest.mark.parametrize("item", [t for t in [*TOPICS, *RECEPTIONS] if t["for"] != "街道"])
def test_a_text_for_villages_has_no_words_of_the_town(item: dict[str, Any]):
    texts = [text for key, value in item.items() if key != "scope" for text in strings(value)]
    texts = [text for text in texts if text != item.get("category")]
    town = re.compile("社区|小区|单元|楼栋|楼上")
    assert [text for text in texts if town.search(text)] == []


def test_receptions_have_the_agreed_fields_and_values():
    assert len(RECEPTIONS) >= 40
    scopes = {topic["scope"] for topic in TOPICS}
    for visit in RECEPTIONS:
        assert visit["handling"] in HANDLINGS
        assert visit["for"] in WHERE
        assert visit["category"] in scopes
        assert 1 <= visit["head_count"] <= 12
        assert 30 <= length(visit["matter"]) <= 80
        assert visit["spot_reply"]
        assert visit["result"]
    assert {visit["handling"] for visit in RECEPTIONS} == HANDLINGS


def test_a_visitor_has_a_surname_and_no_more():
    who = re.compile("(居民|村民|商户|家长|志愿者|经营户|务工人员|残障居民).某")
    assert all(who.fullmatch(visit["visitor"]) for visit in RECEPTIONS)


@pytest.mark.parametrize("pool", BRANCHES)
def test_a_pool_of_wording_offers_a_choice_of_whole_sentences(pool: str):
    lines = WORDING[pool]
    assert len(lines) == len(set(lines)) >= 3
    assert all(line.endswith("。") for line in lines)


def test_three_reviewers_can_agree_amend_and_return():
    review = WORDING["review"]
    assert set(review) == {"station_head", "party_committee", "district"}
    for remarks in review.values():
        assert set(remarks) == {"agree", "agree_after_change", "return"}
        assert all(len(lines) >= 3 for lines in remarks.values())

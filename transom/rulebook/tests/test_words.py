"""The phrase book: Spanish beside English, one translation for all types, and the check that none is missing."""

# ruff: noqa: E501 (a slip and its sentence read best beside each other)

from __future__ import annotations

from decimal import Decimal

import pytest

from transom.rulebook.books import Book, compile_book
from transom.rulebook.phrases import phrases
from transom.rulebook.tests.given import AGENCY, SHED, files, sentences

BILINGUAL = AGENCY.replace('counter = "Come', 'languages = ["en", "es"]\ncounter = "Come')
HEAD = 'schema = "words/1"\nlanguage = "es"\n[words]\n'
WORDS = (
    HEAD
    + """\
"Shed" = "Cobertizo"
"Yards" = "Patios"
"Where?" = "¿Dónde?"
"What?" = "¿Qué?"
"Address" = "Dirección"
"Cost" = "Costo"
"Floor area" = "Superficie"
"Material" = "Material"
"Wood" = "Madera"
"Metal" = "Metal"
"Concrete slab?" = "¿Losa de concreto?"
"Upload every required document." = "Suba todos los documentos requeridos."
"Pay the fees due." = "Pague las tarifas adeudadas."
"Shed permit" = "Permiso de cobertizo"
"Draft" = "Borrador"
"Open" = "Abierto"
"Done" = "Terminado"
"Finish" = "Terminar"
"Submit" = "Enviar"
"Come to the counter." = "Venga al mostrador."
"Zoning" = "Zonificación"
"Building" = "Construcción"
"Permits" = "Permisos"
"""
)


def city(words: str = WORDS, *, shed: str = SHED, agency: str = BILINGUAL, **others: str) -> Book:
    texts = files(shed=shed, agency=agency) | {"words/es/shared.toml": words}
    return compile_book(texts | {path.replace("__", "/"): text for path, text in others.items()})


def test_a_city_with_a_word_for_everything_has_nothing_to_mend():
    assert sentences(city()) == []


def test_a_type_in_spanish_is_the_same_type_in_spanish_words():
    rt = city().sound().types["shed"].in_language("es")
    assert (rt.label, rt.group, rt.id) == ("Cobertizo", "Patios", "shed")
    assert [page.title for page in rt.pages] == ["¿Dónde?", "¿Qué?"]
    assert rt.fields["material"].option_label("wood") == "Madera"
    assert rt.pages[1].fields[0].label == "Costo"
    assert rt.statuses["open"].label == "Abierto"
    assert rt.unmet("issue", {"balance_due": Decimal(5)})[0].say == "Pague las tarifas adeudadas."
    assert [(line.label, line.amount) for line in rt.assess("issue", {}).lines] == [
        ("Permiso de cobertizo", Decimal("30.00"))
    ]
    assert rt.label_of("cost") == "Costo"


def test_an_error_of_the_form_names_the_question_in_spanish():
    checked = city().sound().types["shed"].in_language("es").validate({"cost": ""}, {}, "work")
    assert "“Costo”" in checked.errors["cost"]


def test_the_translated_type_is_made_once_and_english_is_the_type_itself():
    rt = city().sound().types["shed"]
    assert rt.in_language("es") is rt.in_language("es")
    assert rt.in_language("en") is rt
    assert rt.in_language("pl") is rt
    assert rt.label == "Shed"


def test_the_agency_says_any_text_in_spanish_and_english_where_it_has_none():
    agency = city().sound().agency
    assert agency.word(agency.counter, "es") == "Venga al mostrador."
    assert agency.word(agency.teams["zoning"].label, "es") == "Zonificación"
    assert agency.word("Something else", "es") == "Something else"
    assert agency.word("Shed") == "Shed"


@pytest.mark.parametrize(
    ("english", "sentence"),
    [
        ("Floor area", 'shed.toml:16:42: field.size.label: no Spanish for "Floor area"'),
        ("Wood", 'shed.toml:17:66: field.material.options.wood: no Spanish for "Wood"'),
        ("Pay the fees due.", 'shed.toml:21:55: need.fees.say: no Spanish for "Pay the fees due."'),
        ("Shed permit", 'shed.toml:24:1: fee.permit.label: no Spanish for "Shed permit"'),
        ("Done", 'simple.toml:7:10: status.done.label: no Spanish for "Done"'),
        ("Finish", 'simple.toml:18:1: move[1].label: no Spanish for "Finish"'),
        ("Come to the counter.", 'agency.toml:9:1: counter: no Spanish for "Come to the counter."'),
        ("Zoning", 'agency.toml:24:12: team.zoning.label: no Spanish for "Zoning"'),
    ],
)
def test_a_text_without_spanish_is_said_at_its_place(english, sentence):
    without = "\n".join(line for line in WORDS.split("\n") if not line.startswith(f'"{english}" ='))
    assert sentences(city(without)) == [sentence]


def test_a_text_of_fifty_types_is_asked_for_once():
    without = WORDS.replace('"Cost" = "Costo"\n', "")
    other = SHED.replace('id = "shed"', 'id = "barn"').replace("S{yy}", "B{yy}")
    assert (
        len([line for line in sentences(city(without, barn__toml=other, **{"barn.toml": other})) if "Cost" in line])
        == 1
    )


def test_nothing_is_asked_for_while_the_city_speaks_english_only():
    assert sentences(city('schema = "words/1"\nlanguage = "es"\nwords = {}\n', agency=AGENCY)) == []


def test_every_kind_of_text_is_asked_for():
    more = (
        '[document]\nplat = { label = "Plat", help = "A drawing." }\n[review]\nz = { label = "Look", team = "zoning", days = [5] }\n'
        '[inspection]\nfinal = { label = "Final look", team = "zoning", help = "At the end." }\n'
        '[fee.late]\nkind = "flat"\nlabel = "Late"\ncite = "x"\namount = 1\nwaive = [{ when = "slab", percent = 50, say = "Half", cite = "y" }]\n'
        '[notice]\nreceived = "We have it."\n[page.last]\ntitle = "Last"\nhelp = "Nearly done."\n'
        '[field.rows]\npage = "last"\ntype = "list"\nlabel = "Rows"\nfields.w = { type = "number", label = "Width", check = "size > 1", check_say = "Wider." }\n'
        '[summary]\ntitle = "{material} shed"\n[[example]]\nname = "An example"\ngiven = {}\non = "issue"\nexpect = { permit = 30.00 }\n'
    )
    asked = {
        line.partition('no Spanish for "')[2].rstrip('"')
        for line in sentences(city(shed=SHED + more))
        if "no Spanish" in line
    }
    assert asked == {
        "Plat",
        "A drawing.",
        "Look",
        "Final look",
        "At the end.",
        "Late",
        "Half",
        "We have it.",
        "Last",
        "Nearly done.",
        "Rows",
        "Width",
        "Wider.",
    }


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            '"Nobody says this" = "Nadie"\n',
            "words/es/shared.toml:27:1: warning: words.Nobody says this: no rule says this",
        ),
        ('"Fee: {amount}" = "Tarifa: {cantidad}"\n', "both texts must hold the same names in braces ({amount})"),
        ('"Empty" = ""\n', "words/es/shared.toml:27:1: words.Empty: this cannot be empty"),
        ('"Number" = 5\n', "words/es/shared.toml:27:1: words.Number: write text in quotes"),
        ('Shed = "Cobertizo"\n', "this is not TOML"),
    ],
)
def test_a_slip_in_a_phrase_book_is_said_at_its_line(line, sentence):
    found = sentences(city(WORDS + line))
    assert any(sentence in each for each in found), found


def test_two_translations_of_one_phrase_are_refused_and_equal_ones_are_not():
    again = city(words__es__more=HEAD + '"Cost" = "Costo"\n')
    assert sentences(again) == []
    book = compile_book(
        files(agency=BILINGUAL) | {"words/es/a.toml": WORDS, "words/es/b.toml": HEAD + '"Cost" = "Precio"\n'}
    )
    assert sentences(book) == ['words/es/b.toml:4:1: words.Cost: this is "Costo" in words/es/a.toml already']


def test_a_phrase_book_stands_in_the_folder_of_its_language():
    book = compile_book(files(agency=BILINGUAL, spanish=WORDS))
    assert sentences(book) == ["spanish.toml:2:1: language: this file belongs in the folder words/es/"]


def test_every_notice_is_written_in_every_language():
    english = "Subject: Done\n\nIt is done.\n"
    found = sentences(city(**{"notices__en__done.md": english}))
    assert found == ["notices/en/done.md:1:1: no Spanish for this notice; write notices/es/done.md"]
    assert (
        sentences(city(**{"notices__en__done.md": english, "notices__es__done.md": "Subject: Hecho\n\nEstá hecho.\n"}))
        == []
    )


def test_a_types_own_notice_is_sent_in_spanish():
    words = WORDS + '"We have it." = "Lo tenemos."\n"Here" = "Aquí"\n'
    shed = SHED + '[notice.received]\nsubject = "Here"\nbody = "We have it."\n'
    rt = city(words, shed=shed).sound().types["shed"]
    assert (rt.notice("received", {}, "es").subject, rt.notice("received", {}, "es").body) == ("Aquí", "Lo tenemos.\n")
    assert rt.notice("received", {}).body == "We have it.\n"


def test_words_are_live_so_a_better_word_is_no_new_edition_of_a_type():
    one, two = city().sound(), city(WORDS.replace("Cobertizo", "Caseta")).sound()
    assert one.types["shed"].bundle == two.types["shed"].bundle
    assert one.agency.bundle != two.agency.bundle
    assert "words/es/shared.toml" in one.agency.files


def test_an_unused_phrase_book_of_another_language_is_told():
    found = sentences(city(**{"words__pl__shared.toml": WORDS.replace('"es"', '"pl"')}))
    assert found == ['words/pl/shared.toml:2:1: warning: language: "pl" is not one of the languages of agency.toml']


def test_each_phrase_knows_where_it_stands():
    book = city()
    text = book.texts["shed"]
    assert [phrase.path for phrase in phrases(text.source.report, text.file) if phrase.text == "Metal"] == [
        ("field", "material", "options", "metal")
    ]


def test_a_phrase_book_that_is_still_being_written_only_warns():
    book = compile_book(files() | {"words/es/a.toml": WORDS, "words/es/b.toml": HEAD + '"Cost" = "Precio"\n'})
    assert sentences(book) == ['words/es/b.toml:4:1: warning: words.Cost: this is "Costo" in words/es/a.toml already']

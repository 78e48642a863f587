"""What each macro of the kit puts before a person."""

from types import SimpleNamespace as Thing

import pytest
from django import forms
from markupsafe import Markup

from transom.ui.tests.given import KIT, MARIA, gallery_page
from transom.ui.tests.markup import problems

CSRF = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="token">')


def drawn(source: str, **context: object) -> str:
    """One use of the kit, with its white space made single."""
    page = KIT.from_string('{% import "ui/kit.html" as ui %}' + source).render(csrf_input=CSRF, **context)
    assert problems(f"<h1>Test</h1><form id='post'></form>{page}") == []
    return " ".join(page.split())


def test_a_text_field_has_its_label_and_keeps_what_was_typed():
    page = drawn('{{ ui.text("name", "Your name", "O\'Brien & Sons", autocomplete="name") }}')
    assert '<label class="usa-label" for="id_name">Your name</label>' in page
    assert 'value="O&#39;Brien &amp; Sons" autocomplete="name" required' in page
    assert "aria-describedby" not in page
    assert "aria-invalid" not in page


def test_a_field_tells_its_hint_and_what_is_wrong_to_a_screen_reader_too():
    page = drawn('{{ ui.number("height", "Height", "12", "At most 6 feet.", hint="From the ground.", unit="feet") }}')
    assert 'aria-describedby="id_height-hint id_height-unit id_height-error" aria-invalid="true"' in page
    assert '<span class="usa-sr-only">Error: </span>At most 6 feet.' in page
    assert 'inputmode="decimal"' in page


def test_an_optional_field_says_so_and_a_required_one_does_not():
    assert "(optional)</span></label>" in drawn('{{ ui.phone("phone", "Phone", required=false) }}')
    assert "(optional)" not in drawn('{{ ui.phone("phone", "Phone") }}')


def test_a_field_of_a_list_has_an_id_that_a_link_can_name():
    page = drawn(
        '{{ ui.error_summary({"sections.0.height": "Too high."}) }}{{ ui.number("sections.0.height", "Height") }}'
    )
    assert 'href="#id_sections-0-height"' in page
    assert 'id="id_sections-0-height" name="sections.0.height"' in page


@pytest.mark.parametrize("macro", ["text", "number", "money", "date", "longtext", "email"])
def test_a_missing_value_is_an_empty_box_and_never_the_word_none(macro):
    assert "None" not in drawn('{{ ui[macro]("x", "X", none) }}', macro=macro)


def test_an_answer_that_was_not_given_yet_is_an_empty_box():
    page = drawn(
        '{{ ui.text("a", "A", said.a) }}{{ ui.select("b", "B", [(1, "One")], said.b) }}'
        '{{ ui.yes_no("c", "C", said.c) }}',
        said={},
    )
    assert 'type="text" value=""' in page
    assert "selected" not in page
    assert "checked" not in page


def test_long_text_keeps_its_lines_exactly():
    page = KIT.from_string('{% import "ui/kit.html" as ui %}{{ ui.longtext("x", "X", said) }}').render(
        said="\n one\n  two "
    )
    # A browser drops one line break right after the tag, so one more than was typed is sent.
    assert ">\n\n one\n  two </textarea>" in page


def test_choices_check_the_value_given_whatever_its_type():
    options = [(1, "One"), (2, "Two")]
    page = drawn('{{ ui.choice("n", "Which?", options, "2") }}', options=options)
    assert 'value="2" checked required' in page
    assert page.count("checked") == 1
    assert drawn('{{ ui.select("n", "Which?", options, 2) }}', options=options).count("selected") == 1
    assert drawn('{{ ui.multi("n", "Which?", options, [1, "2"]) }}', options=options).count("checked") == 2


def test_a_group_of_choices_is_a_fieldset_whose_first_box_an_error_leads_to():
    page = drawn('{{ ui.choice("yard", "Which yard?", [("f", "Front"), ("r", "Rear")], error="Choose a yard.") }}')
    assert '<fieldset class="usa-fieldset" aria-describedby="id_yard-error" aria-invalid="true">' in page
    assert '<legend class="usa-legend usa-label--error">Which yard?</legend>' in page
    assert 'id="id_yard" type="radio"' in page


def test_yes_and_no_are_neither_until_somebody_says():
    assert "checked" not in drawn('{{ ui.yes_no("corner", "Corner lot?") }}')
    assert 'value="yes" checked' in drawn('{{ ui.yes_no("corner", "Corner lot?", true) }}')
    assert 'value="no" checked' in drawn('{{ ui.yes_no("corner", "Corner lot?", "no") }}')


def test_a_select_may_group_its_options():
    groups = [("Signage", [("banner", "Temporary Banners")]), ("Zoning", [("shed", "Shed Residential")])]
    page = drawn('{{ ui.select("type", "Type", groups, "shed", empty="") }}', groups=groups)
    assert '<optgroup label="Signage"><option value="banner">Temporary Banners</option></optgroup>' in page
    assert '<option value="shed" selected>Shed Residential</option>' in page


def test_a_password_is_never_sent_back_and_managers_know_what_it_is():
    page = drawn('{{ ui.password("secret", "Password", new=true) }}')
    assert 'autocomplete="new-password"' in page
    assert "value=" not in page
    assert 'autocomplete="current-password"' in drawn('{{ ui.password("secret", "Password") }}')


def test_the_company_field_is_a_plain_field_that_knows_where_to_ask():
    page = drawn('{{ ui.combobox("firm", "Company name", "/account/firms/") }}')
    assert 'data-suggest="/account/firms/" data-least="3"' in page
    assert 'type="text"' in page
    assert "role=" not in page  # only the script that keeps the promise may make it


def test_the_error_summary_counts_and_leads_to_each_field():
    page = drawn('{{ ui.error_summary({"height": "Too high.", "__all__": ["Sign in again."]}) }}')
    assert "There are 2 problems" in page
    assert '<a href="#id_height">Too high.</a>' in page
    assert "<li>Sign in again.</li>" in page
    assert drawn("{{ ui.error_summary({}) }}") == ""


class Fence(forms.Form):
    """Every kind of widget a door uses."""

    owner = forms.CharField(label="Owner")
    about = forms.CharField(label="About", widget=forms.Textarea, required=False)
    yard = forms.ChoiceField(label="Yard", choices=[("", "---"), ("r", "Rear"), ("f", "Front")])
    kind = forms.ChoiceField(label="Kind", choices=[("w", "Wood")], widget=forms.RadioSelect)
    near = forms.MultipleChoiceField(label="Near", choices=[("h", "Hydrant")], widget=forms.CheckboxSelectMultiple)
    agree = forms.BooleanField(label="I agree")
    start = forms.DateField(label="Start")
    mail = forms.EmailField(label="E-mail")
    secret = forms.CharField(label="Secret", widget=forms.PasswordInput)
    plat = forms.FileField(label="Plat")
    cost = forms.DecimalField(label="Cost")
    token = forms.CharField(widget=forms.HiddenInput, initial="t")


def test_a_django_form_s_fields_are_drawn_by_their_widgets_with_values_and_errors():
    form = Fence({"owner": "Maria", "yard": "r", "near": ["h"], "start": "2026-03-16", "mail": "no", "cost": "ten"})
    page = drawn("{{ ui.error_summary(form) }}{% for one in form %}{{ ui.field(one) }}{% endfor %}", form=form)
    assert 'name="owner" type="text" value="Maria"' in page
    assert '<option value="r" selected>Rear</option>' in page
    assert "---" not in page
    assert 'name="start" type="date" value="2026-03-16"' in page
    assert '<a href="#id_mail">Enter a valid email address.</a>' in page
    assert 'id="id_mail-error"' in page
    assert '<a href="#id_agree">This field is required.</a>' in page
    assert 'type="hidden" name="token"' in page
    assert 'value="ten"' in page
    assert "About <span" in page


QUESTIONS = {
    "text": 'type="text"', "longtext": "<textarea", "number": "usa-input-suffix", "money": "usa-input-prefix",
    "bool": 'value="yes"', "choice": 'type="radio"', "multi": 'type="checkbox"', "date": 'type="date"',
    "email": 'type="email"', "phone": 'type="tel"', "info": "t-info",
}  # fmt: skip


@pytest.mark.parametrize(("kind", "sign"), QUESTIONS.items())
def test_a_question_of_the_rulebook_is_drawn_by_its_type(kind, sign):
    options = [Thing(value="a", label="A"), Thing(value="b", label="B")] if kind in ("choice", "multi") else ()
    field = Thing(
        key="q", label="Question", type=kind, help="Say it.", unit="feet" if kind == "number" else "", options=options
    )
    page = drawn("{{ ui.question(field, required=false) }}", field=field)
    assert sign in page
    assert "Say it." in page


def test_a_choice_of_many_is_a_list_to_pick_from():
    field = Thing(
        key="q",
        label="Trade",
        type="choice",
        help="",
        unit="",
        options=[Thing(value=n, label=f"Trade {n}") for n in range(9)],
    )
    page = drawn('{{ ui.question(field, "4") }}', field=field)
    assert "<select" in page
    assert '<option value="4" selected>Trade 4</option>' in page


def test_a_button_drawn_as_a_link_posts_through_the_page_s_one_form():
    page = drawn('{{ ui.link_button("$135.00", "/cart/F26-00012/") }}')
    assert 'type="submit" form="post" formaction="/cart/F26-00012/">$135.00</button>' in page


def test_a_button_that_does_something_carries_the_token_with_it():
    page = drawn('{{ ui.post_button("Unlink", "/records/1/unlink/", csrf_input, fields={"why": "sold"}) }}')
    assert '<form class="t-inline" action="/records/1/unlink/" method="post"><input type="hidden" name="csrf' in page
    assert '<input type="hidden" name="why" value="sold">' in page


def test_a_status_says_in_words_and_shape_what_its_color_says():
    page = drawn('{{ ui.pill("Issued", "good") }}')
    assert "#check_circle" in page
    assert "Issued</span>" in page


def test_each_fee_shows_its_amount_and_how_it_came_about():
    line = Thing(
        label="Fence permit",
        cents=8500,
        trace=("120 feet at $0.50 is $60.00.",),
        cite="Code 12-41",
        made_up=True,
        standing="",
    )
    page = drawn("{{ ui.fee_lines([line], 8500) }}", line=line)
    assert "Fence permit <span" in page
    assert "sample fee" in page
    assert "120 feet at $0.50 is $60.00." in page
    assert "Code 12-41" in page
    assert page.count("$85.00") == 2


def test_a_refusal_lists_its_reasons_with_their_because():
    refused = [Thing(say="The fee is not paid.", because="Code 12-41")]
    page = drawn('{{ ui.reasons(refused, "Before this can be issued") }}', refused=refused)
    assert "Before this can be issued" in page
    assert 'The fee is not paid. <span class="t-because">Code 12-41</span>' in page


def test_the_step_one_is_on_is_marked_and_only_finished_ones_lead_back():
    page = drawn('{{ ui.steps(["Place", "Work", "Review"], 2, {1: "/apply/1/place/"}) }}')
    assert "Step 2 of 3" in page
    assert page.count('aria-current="step"') == 1
    assert '<a href="/apply/1/place/">Place</a>' in page
    assert page.count("<a ") == 1


def test_the_tab_one_is_on_is_marked():
    page = drawn('{{ ui.tabs([("Info", "a/", false), ("Reviews", "b/", true, 2)], "Parts of this record") }}')
    assert '<a href="b/" aria-current="page">Reviews <span class="t-count">2</span></a>' in page
    assert page.count("aria-current") == 1


def test_a_table_names_its_columns_even_where_nothing_is_shown():
    page = drawn('{% call ui.table("Permits", ["Number", ("Fees Due", "num"), ("Files", "hidden")]) %}{% endcall %}')
    assert '<th scope="col" class="t-num">Fees Due</th>' in page
    assert '<th scope="col"><span class="usa-sr-only">Files</span></th>' in page
    assert "<caption>Permits</caption>" in page


def test_paging_shows_only_the_ways_there_are():
    assert drawn("{{ ui.pager() }}") == ""
    page = drawn('{{ ui.pager(older="?after=9") }}')
    assert "Older" in page
    assert "Newer" not in page


def test_an_unknown_fact_is_a_dash():
    assert "<dt>Expires</dt><dd>–</dd>" in drawn('{{ ui.facts([("Expires", none)]) }}')


def test_a_signed_in_person_sees_a_name_the_cart_and_a_way_out():
    page = " ".join(gallery_page("dashboard").split())
    assert MARIA.label in page
    assert 'Cart <span class="t-count">2</span>' in page
    assert 'action="/account/sign-out/" method="post"' in page
    assert "Sign in" not in page


def test_a_stranger_gets_a_page_without_a_form_that_would_need_a_cookie():
    page = gallery_page("home")
    assert "Sign in" in page
    assert "csrfmiddlewaretoken" not in page


def test_a_page_that_was_sent_back_says_so_in_its_title():
    assert "<title>Error: The work – Fence Residential | City of Aurora, Illinois</title>" in gallery_page("form")


def test_the_demonstration_says_what_it_is_and_a_real_office_does_not():
    notice = "Demonstration: sample data and sample fees, not the City of Aurora"
    assert notice in gallery_page("home")
    assert notice not in gallery_page("home", demo=False)

"""Pages escape what people typed; plain messages do not."""

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from transom.ui.environment import environment, plain_environment
from transom.ui.pieces import asset, picture, pill

TRICK = "<script>alert(1)</script> & O'Brien"


def test_a_page_escapes_what_a_person_typed():
    said = environment().from_string("<p>{{ name }}</p>").render(name=TRICK)
    assert said == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; O&#39;Brien</p>"


def test_a_plain_message_says_exactly_what_was_typed():
    assert plain_environment().from_string("Dear {{ name }},").render(name=TRICK) == f"Dear {TRICK},"


def test_money_and_plurals_are_written_alike_in_pages_and_in_messages():
    template = "{{ due|dollars }} for {{ 2|plural('permit') }}"
    for env in (environment(), plain_environment()):
        assert env.from_string(template).render(due=123450) == "$1,234.50 for 2 permits"


def test_a_name_no_view_gave_is_false_but_is_never_printed_as_nothing():
    env = environment()
    assert env.from_string("{% if errors %}wrong{% else %}fine{% endif %}").render() == "fine"
    assert env.from_string("{{ 'here' if tab == 'fees' else 'elsewhere' }}").render() == "elsewhere"
    with pytest.raises(UndefinedError, match="applicnt"):
        env.from_string("{{ applicnt }}").render(applicant="Maria")


def test_lines_that_only_hold_a_tag_leave_no_blank_line_in_a_message():
    said = (
        plain_environment()
        .from_string("Owed:\n{% for fee in fees %}\n- {{ fee }}\n{% endfor %}\nThanks")
        .render(fees="ab")
    )
    assert said == "Owed:\n- a\n- b\nThanks"


def test_the_address_of_a_static_file_is_looked_up_once():
    asset.cache_clear()
    assert asset("ui/transom.css") == asset("ui/transom.css") == "/static/ui/transom.css"
    assert asset.cache_info().hits == 1


def test_a_status_that_somebody_typed_is_escaped_even_after_the_same_words_were_drawn_as_markup():
    words = "<b>Issued</b>"
    assert words in pill(Markup(words), "good")
    assert "&lt;b&gt;Issued&lt;/b&gt;" in pill(words, "good")
    assert words in pill(Markup(words), "good")


def test_a_picture_speaks_only_when_it_has_something_to_say():
    assert 'aria-hidden="true"' in picture("search")
    spoken = picture("attach_file", 'Attachments of "F26-00001"')
    assert 'role="img" aria-label="Attachments of &#34;F26-00001&#34;"' in spoken
    assert spoken.endswith('icons.svg#attach_file"/></svg>')

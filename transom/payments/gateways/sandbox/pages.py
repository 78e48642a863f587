"""The sandbox's payment page: plain HTML that needs no script, no cookie and no other host."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import urlsplit

from transom.payments.gateways.sandbox import cards
from transom.payments.gateways.sandbox.books import Entry

STYLE = Path(__file__).with_name("style.css").read_bytes()
FRAME = Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>$title</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="data:,">
</head>
<body>
<a class="skip" href="#main">Skip to the payment</a>
<header><div class="wide">
<p class="brand">Sandbox Pay</p><p class="tag">Test mode: no real cards, no real money</p>
</div></header>
<main id="main" class="wide">
$body
</main>
<footer><div class="wide">
<p>This page stands in for a payment company. It runs on the computer that runs the demonstration.</p>
</div></footer>
</body>
</html>
""")
SUMMARY = Template("""<section class="summary" aria-labelledby="summary">
<h2 id="summary">$payee</h2>
<p class="total"><span>To pay</span> <strong>$total</strong></p>
<table><caption class="hidden">What you are paying for</caption>
<thead class="hidden"><tr><th scope="col">Item</th><th scope="col">Amount</th></tr></thead>
<tbody>$items</tbody></table>
</section>""")
FORM = Template("""<h1>Pay $total</h1>
$problems<div class="columns">
<form method="post" action="/pay/$ref" novalidate autocomplete="on">
<fieldset><legend>Card details</legend>
$fields</fieldset>
<button class="primary" type="submit">Pay $total</button>
<button class="plain" type="submit" formaction="/pay/$ref/cancel">Cancel</button>
</form>
<div>$summary
<section class="cards" aria-labelledby="cards"><h2 id="cards">Test cards</h2>
<dl><dt>Approved</dt><dd><code>$approved</code></dd><dt>Declined</dt><dd><code>$declined</code></dd></dl>
<p>Any date to come, any 3 digits, any name.</p></section></div>
</div>""")
FIELD = Template("""<div class="field$bad"><label for="$name">$label</label>
$hint$error<input id="$name" name="$name" type="text" value="$value" autocomplete="$autocomplete" $more></div>
""")
LABELS = {
    "number": ("Card number", "cc-number", 'inputmode="numeric" maxlength="23"', ""),
    "expiry": ("Expiry date", "cc-exp", 'maxlength="7" class="short"', "Month and year, like 12/34"),
    "cvc": ("Security code", "cc-csc", 'inputmode="numeric" maxlength="4" class="short"', "The 3 digits on the back"),
    "name": ("Name on card", "cc-name", 'maxlength="120"', ""),
}
DECLINED_SAID = "Your card was declined. Nothing was taken. Try another card, or cancel."
OVER = {
    "captured": ("This payment is done", "The card was charged once. You can close this page."),
    "declined": ("The card was declined", "Nothing was taken."),
    "closed": ("This payment page has ended", "Nothing was taken here."),
}


def dollars(cents: int) -> str:
    """Cents as people read them."""
    return f"${cents // 100:,}.{cents % 100:02}"


def payment(entry: Entry, *, typed: Mapping[str, str], errors: Mapping[str, str], declined: bool) -> bytes:
    """The page with the card form, with what was wrong."""
    total = dollars(entry.cents)
    body = FORM.substitute(
        total=total,
        ref=escape(entry.ref),
        problems=_problems(errors, declined),
        fields="".join(_field(name, typed, errors) for name in cards.FIELDS),
        summary=_summary(entry),
        approved=cards.spaced(cards.APPROVED),
        declined=cards.spaced(cards.DECLINED),
    )
    prefix = "Error: " if errors or declined else ""
    return _page(f"{prefix}Pay {total} to {entry.terms.get('payee', '')}", body)


def over(entry: Entry) -> bytes:
    """The page of a session that can no longer be paid, with the way back."""
    title, text = OVER[entry.state]
    back = entry.terms.get("return_url", "")
    link = f'<p><a class="primary" href="{escape(back)}">Go back to the city</a></p>' if back else ""
    return _page(title, f"<h1>{title}</h1><p>{text}</p>{link}")


def missing() -> bytes:
    """The page for an address that leads nowhere."""
    return _page("Page not found", "<h1>Page not found</h1><p>There is no payment at this address.</p>")


def policy(entry: Entry | None) -> str:
    """The page's content security policy; the form's answer may send the payer back to where he came from."""
    back = urlsplit(str(entry.terms.get("return_url", ""))) if entry else None
    home = f" {back.scheme}://{back.netloc}" if back and back.netloc else ""
    return (
        "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; "
        f"form-action 'self'{home}"
    )


def _page(title: str, body: str) -> bytes:
    return FRAME.substitute(title=escape(title), body=body).encode()


def _problems(errors: Mapping[str, str], declined: bool) -> str:
    if declined:
        return f'<div class="alert" role="alert"><h2>Card declined</h2><p>{DECLINED_SAID}</p></div>'
    if not errors:
        return ""
    links = "".join(f'<li><a href="#{name}">{escape(errors[name])}</a></li>' for name in cards.FIELDS if name in errors)
    return f'<div class="alert" role="alert"><h2>Please check these details</h2><ul>{links}</ul></div>'


def _field(name: str, typed: Mapping[str, str], errors: Mapping[str, str]) -> str:
    label, autocomplete, more, hint = LABELS[name]
    described = [f"{name}-hint"] * bool(hint) + [f"{name}-error"] * (name in errors)
    if described:
        more += f' aria-describedby="{" ".join(described)}"'
    if name in errors:
        more += ' aria-invalid="true"'
    return FIELD.substitute(
        name=name,
        label=label,
        bad=" bad" if name in errors else "",
        hint=f'<p class="hint" id="{name}-hint">{hint}</p>\n' if hint else "",
        error=f'<p class="error" id="{name}-error">{escape(errors[name])}</p>\n' if name in errors else "",
        value=escape(_shown_again(name, typed)),
        autocomplete=autocomplete,
        more=more,
    )


def _shown_again(name: str, typed: Mapping[str, str]) -> str:
    """What was typed stays, but a code never, and a number only when it is a test card's."""
    value = typed.get(name, "")
    if name == "cvc" or (name == "number" and not cards.is_test_number(value)):
        return ""
    return value


def _summary(entry: Entry) -> str:
    items: list[dict[str, Any]] = entry.terms.get("items", [])
    rows = "".join(
        f'<tr><th scope="row">{escape(str(item["label"]))}</th><td>{dollars(int(item["cents"]))}</td></tr>'
        for item in items
    )
    payee = escape(str(entry.terms.get("payee", "")))
    return SUMMARY.substitute(payee=payee, total=dollars(entry.cents), items=rows)

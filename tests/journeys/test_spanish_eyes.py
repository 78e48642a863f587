"""Pages in Spanish on a desk and on a phone: nothing against WCAG, nothing beside the window, and the switch works."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import EVERY_VIEW
from transom.wiring.demo import cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("eyes", EVERY_VIEW, ids=["1280", "390", "without JavaScript"])
def test_somebody_reads_and_begins_to_apply_in_spanish(city, visitor, eyes):
    guest = visitor()
    guest.open("/").sees("Permits and licenses, without the trip").press("Español")
    guest.sees("Permisos y licencias, sin dar la vuelta")
    expect(guest.page.locator("html")).to_have_attribute("lang", "es")
    guest.open("/which-permit/").sees("¿Qué permiso necesito?").press("Siguiente").sees("Hay un problema")
    guest.open("/estimate/fence-residential/?cost=4200").sees("Permiso de cerca", "Cómo se calculó")
    guest.open("/account/sign-in/").press("Iniciar sesión").sees("Escriba su contraseña.")
    guest.open("/verify/")
    expect(guest.page.locator("html")).to_have_attribute("lang", "en")
    apply(visitor(city.town.people[cast.ROSA.username]), city.places[3].address)


def apply(rosa, address):
    rosa.open("/apply/new/fence-residential/").press("Español").sees("Lo que pregunta esta solicitud")
    rosa.press("Empezar la solicitud").sees("Paso 1 de 5")
    rosa.press("Guardar y continuar").sees("Hay", "Elija una propiedad de la lista en “Dirección de la propiedad”.")
    rosa.fill("Busque la dirección", address).press("Buscar la dirección").sees("¿Cuál es?")
    rosa.choose("¿Cuál es?", address).press("Usar esta propiedad").sees(f"Propiedad elegida: {address}")
    rosa.press("Guardar y salir").sees("Todo lo suyo, y lo que espera por usted.", "Mis solicitudes abiertas")
    rosa.press("English").sees("Everything of yours, and what waits for you.")

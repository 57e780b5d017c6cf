"""The simulator of the page « Communes SRU », run without a browser."""

from decimal import Decimal

from geo.french import NARROW
from tests.dashboard.test_sru_page import ESPALY, LE_PUY, MONEY, address, opened, words


def test_twelve_more_comply_perhaps_and_fourteen_surely():
    app = opened(commune=ESPALY, volet="simulateur", sim="2025:PLUS12")
    said = words(app)
    assert "**peut-être atteints au 1er janvier 2026**" in said
    assert f"**2{NARROW}logements sociaux neufs de plus**, soit 14 au lieu de 12" in said
    table = app.dataframe[-1].value.set_index("Inventaire")
    assert table.loc["1er janvier 2026", "Objectif"] == "peut-être atteint"
    assert table.loc["1er janvier 2026", "Logements sociaux"] == "348"
    assert table.loc["1er janvier 2025", "Manquants"] == "10 à 11"
    app = opened(commune=ESPALY, volet="simulateur", sim="2025:PLUS14")
    assert f"les 20{NARROW}% sont **atteints au 1er janvier 2026**" in words(app)


def test_nothing_built_never_complies():
    said = words(opened(commune=ESPALY, volet="simulateur"))
    assert "Sans rien construire" in said
    assert "**aucun inventaire** jusqu’au 1er janvier 2029" in said
    assert f"il faut **14{NARROW}logements sociaux neufs de plus**" in said


def test_growth_widens_the_band_and_goes_into_the_address():
    app = opened(commune=ESPALY, volet="simulateur", sim="2025:PLUS25")
    assert f"les 20{NARROW}% sont **atteints au 1er janvier 2026**." in words(app)
    app.select_slider[0].set_range(Decimal(0), Decimal("0.5")).run()
    assert address(app)["rp"] == "0-0.5"
    assert "Soit 0 à +9 résidences principales par an" in words(app)
    assert "**atteints au 1er janvier 2026**, mais plus sûrement au 1er janvier 2029." in words(app)


def test_a_sale_shows_how_long_it_counts_and_that_it_is_to_be_checked():
    app = opened(commune=ESPALY, volet="simulateur", sim="2025:VENTE3")
    assert "son occupant compte encore : 10 ans** :orange-badge[à vérifier]" in words(app)


def test_demolitions_are_lost_at_once():
    app = opened(commune=LE_PUY, volet="simulateur", sim="2025:DEMO62")
    assert f"Avec 62{NARROW}logements démolis, les 20{NARROW}% restent atteints" in words(app)
    table = app.dataframe[-1].value.set_index("Inventaire")
    assert table.loc["1er janvier 2026", "Logements sociaux"] == f"2{NARROW}623"


def test_more_demolished_than_there_is_is_said_in_french():
    app = opened(commune=ESPALY, volet="simulateur", sim="2025:DEMO400")
    assert app.warning[0].value == "Ce programme enlève plus de logements qu’il n’y en a."


def test_the_split_is_compared_with_the_law():
    said = words(opened(commune=ESPALY, volet="simulateur", sim="2025:PLAI4,PLUS6,PLS4"))
    assert f"Part de PLAI : 4 ÷ 14 ≈ 28,57{NARROW}%, minimum 30{NARROW}% → **pas respecté**" in said
    assert f"Part de PLS : 4 ÷ 14 ≈ 28,57{NARROW}%, maximum 30{NARROW}% → **respecté**" in said


def test_each_period_has_its_split_and_the_target_is_supposed_unchanged():
    said = words(opened(commune=ESPALY, volet="simulateur", sim="2025:PLAI4;2026:BRS2"))
    assert "2023-2025 (ce que la période a déjà produit n’est pas connu ici) :" in said
    assert f"2026-2028 :\n\n- Part de PLAI : 0 ÷ 2 = 0{NARROW}%" in said
    assert "Objectif supposé inchangé après 2025 ; le décret 2026-2028 peut" in said
    assert "bail réel solidaire : 1er janvier 2019** :orange-badge[à vérifier]" in said


def test_the_levy_avoided_needs_the_money_side():
    said = words(opened(commune=ESPALY, volet="simulateur", sim="2025:PLUS12"))
    assert "n’est calculé que si le potentiel fiscal" in said
    said = words(opened(commune=ESPALY, volet="simulateur", sim="2025:PLUS12", **MONEY))
    assert f"**23{NARROW}200 à 32{NARROW}480{NARROW}€**" in said
    assert "Prélèvement brut évité de 2025 à 2030" in said
    said = words(opened(commune=ESPALY, volet="simulateur", sim="2025:DEMO12", **MONEY))
    assert "Prélèvement brut en plus de 2025 à 2030, par rapport à ne rien faire :" in said
    assert f"**23{NARROW}200 à 39{NARROW}440{NARROW}€**" in said


def test_scenarios_are_kept_taken_up_and_dropped():
    app = opened(commune=ESPALY, volet="simulateur", sim="2025:PLUS12")
    app.text_input(key=f"sim-nom-{ESPALY}").set_value("Douze").run()
    app.button(key="sim-garder").click().run()
    assert address(app)["garde"] == "Douze~~2025:PLUS12"
    table = app.dataframe[-1].value.set_index("Scénario")
    assert list(table.index) == ["Scénario affiché", "Douze"]
    assert table.loc["Douze", "Peut-être atteint"] == "1er janvier 2026"
    app.button(key="sim-effacer").click().run()
    assert "sim" not in address(app)
    assert address(app)["garde"] == "Douze~~2025:PLUS12"
    app.button(key="sim-reprendre-0").click().run()
    assert address(app)["sim"] == "2025:PLUS12"
    app.button(key="sim-retirer-0").click().run()
    assert "garde" not in address(app)


def test_an_unnamed_scenario_gets_a_number_and_three_are_the_most():
    app = opened(commune=ESPALY, volet="simulateur", sim="2025:PLUS12")
    for _ in range(3):
        app.button(key="sim-garder").click().run()
    names = [part.split("~")[0] for part in address(app)["garde"].split("|")]
    assert names == ["Scénario 1", "Scénario 2", "Scénario 3"]
    assert "Trois scénarios sont gardés" in words(app)


def test_erasing_can_be_taken_back():
    app = opened(commune=ESPALY, volet="simulateur", sim="2025:PLUS12", rp="0.2-0.6")
    app.button(key="sim-effacer").click().run()
    assert not {"sim", "rp"} & set(address(app))
    assert "Sans rien construire" in words(app)
    app.button(key="sim-retablir").click().run()
    assert (address(app)["sim"], address(app)["rp"]) == ("2025:PLUS12", "0.2-0.6")


def test_the_simulator_is_kept_while_another_part_is_open():
    app = opened(commune=ESPALY, volet="simulateur", sim="2025:PLUS12")
    app.button_group(key="volet").set_value("historique").run()
    assert address(app)["sim"] == "2025:PLUS12"
    app.button_group(key="volet").set_value("simulateur").run()
    assert "peut-être atteints au 1er janvier 2026" in words(app)

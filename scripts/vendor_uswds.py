"""Bring the U.S. Web Design System, its font, its icons and htmx into the repository, for maintainers only.

Nobody who runs Transom needs npm: what this script makes is committed. Run it after raising a version below or after
using a USWDS class that the style sheet does not hold yet (a test names such a class):

    python3 scripts/vendor_uswds.py

It fetches each package once from the npm registry, refuses it unless its SHA-256 is the one written here, keeps only
what our pages use, and records versions and hashes in `transom/ui/static/ui/vendor/VENDORED.json`.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "transom/ui/static/ui/vendor"
ICONS = ROOT / "transom/ui/static/ui/icons.svg"

PACKAGES = {
    "@uswds/uswds@3.14.0": "da91c65e6fc736fa397f0daf6ca2c2c95711506d85c7ad2537a4570725401e1c",
    "htmx.org@2.0.11": "165a2655073e9e6e55e307a7c74e8ebcdb76afb7701f9c16cfd106a13add408e",
}
PURGECSS = "purgecss@8.0.0"

# The two weights we set type in; the second also answers for everything bolder.
FONTS = {"PublicSans-Regular": "400", "PublicSans-SemiBold": "600 900", "PublicSans-Italic": "400"}

# Icons a template may name, in the words of USWDS.
ICON_NAMES = """
account_circle add arrow_back arrow_forward assessment attach_file autorenew build calendar_today cancel check
check_circle close construction content_copy credit_card delete edit error event expand_less expand_more file_download
file_upload flag folder folder_open groups help_outline history home hourglass_empty identification info launch link
link_off list local_offer location_on lock logout mail menu navigate_before navigate_next notifications_none person
phone photo_camera print priority_high public remove remove_circle schedule search security send settings
shopping_basket store support_agent topic undo upload_file verified visibility visibility_off warning
""".split()

# What people call a picture first, where USWDS has another word for it.
ALSO_CALLED = {"badge": "identification"}

# Components whose every class stays, so that a new page seldom needs this script.
COMPONENTS = """
alert breadcrumb button button-group card checkbox collection date-picker error-message fieldset form form-group hint
input input-group input-prefix input-suffix intro label legend link list memorable-date pagination process-list prose
radio search select skipnav sr-only step-indicator summary-box table tag textarea
""".split()

# Utilities whose sizes we use: USWDS counts in units of 8 px, "105" being one and a half.
SIZES = "0|05|1|105|2|205|3|4|5|6|8|auto"
UTILITIES = [
    rf"^(margin|padding)(-(top|bottom|left|right|x|y))?-({SIZES})$",
    r"^text-(no-wrap|right|center|left|bold|semibold|normal|italic|pre-wrap|no-underline|baseline|top|middle)$",
    r"^display-(none|block|inline|inline-block|flex|inline-flex)$",
    r"^flex-(row|column|wrap|no-wrap|fill|auto|1|align-(start|end|center|stretch)|justify(-(start|end|center))?)$",
    r"^(tablet:|desktop:)?grid-col(-(auto|fill|[1-9]|1[0-2]))?$",
    r"^grid-(row|gap|gap-sm|gap-lg|gap-2|gap-3)$",
    r"^tablet:display-(none|block|flex)$",
    r"^(width-full|maxw-(mobile-lg|tablet|none)|measure-[1-6]|measure-none|minh-0|overflow-auto|position-relative)$",
    r"^usa-sr-only$",
]


def fetch(package: str, into: Path) -> Path:
    """The unpacked folder of an npm package whose hash is the one we expect."""
    packed = subprocess.run(
        ["npm", "pack", package, "--silent", "--pack-destination", str(into)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()[-1]
    archive = into / packed
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != PACKAGES[package]:
        sys.exit(
            f"{package} has SHA-256 {found}, but {PACKAGES[package]} was expected: read what changed before going on."
        )
    folder = into / packed.removesuffix(".tgz")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return folder / "package"


def own_type(css: str) -> str:
    """Public Sans everywhere: the prebuilt sheet asks for three families we do not send."""
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"(?:Source Sans Pro|Merriweather) Web,[^;}]*", "var(--t-font)", css)
    return re.sub(r"Roboto Mono Web,[^;}]*", "var(--t-font-mono)", css)


def purge(css: Path, work: Path) -> str:
    """Only the rules for elements, for our templates' classes and for the components and utilities kept on purpose."""
    keep = [f"^usa-{name}($|--|__)" for name in COMPONENTS] + UTILITIES
    config = {
        "content": [str(ROOT / "transom/**/jinja2/**/*.html"), str(ROOT / "transom/ui/static/ui/*.js")],
        "safelist": {"standard": [], "deep": [], "greedy": []},
    }
    text = json.dumps(config)
    patterns = ", ".join(f"/{pattern}/" for pattern in keep)
    text = text.replace('"standard": []', f'"standard": [{patterns}]')
    splitter = "defaultExtractor: c => c.match(/[\\w:\\-]+/g) || []"
    (work / "purgecss.config.cjs").write_text(f"module.exports = {{...{text}, {splitter}}};")
    purged = work / "purged"
    purged.mkdir()
    command = ["npx", "--yes", PURGECSS, "--config", str(work / "purgecss.config.cjs"), "--css", str(css)]
    subprocess.run([*command, "--output", str(purged)], check=True, cwd=work)
    return (purged / css.name).read_text()


def used_images(css: str, dist: Path) -> str:
    """The sheet with its pictures beside it, each copied."""
    for path in sorted(set(re.findall(r"url\(\.\./(img/[^)]+)\)", css))):
        target = VENDOR / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(dist / path, target)
    return css.replace("url(../img/", "url(img/")


def font_faces(dist: Path) -> str:
    faces = []
    for name, weight in FONTS.items():
        shutil.copyfile(dist / f"fonts/public-sans/{name}.woff2", VENDOR / f"{name}.woff2")
        style = "italic" if "Italic" in name else "normal"
        faces.append(
            f'@font-face{{font-family:"Public Sans";font-style:{style};font-weight:{weight};font-display:swap;'
            f'src:url({name}.woff2)format("woff2")}}'
        )
    return "".join(faces)


def sprite(dist: Path) -> str:
    symbols = []
    for name in sorted([*ICON_NAMES, *ALSO_CALLED]):
        svg = (dist / f"img/usa-icons/{ALSO_CALLED.get(name, name)}.svg").read_text()
        inner = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.S)
        box = re.search(r'viewBox="([^"]+)"', svg)
        assert inner, name
        drawn = re.sub(
            r'<path (fill="none" d="M0 0h24v24H0[zV]?"|d="M0 0h24v24H0[zV]?" fill="none")\s*/>', "", inner.group(1)
        )
        symbols.append(f'<symbol id="{name}" viewBox="{box.group(1) if box else "0 0 24 24"}">{drawn.strip()}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def main() -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        uswds, htmx = (fetch(package, work) for package in PACKAGES)
        dist = uswds / "dist"
        sheet = work / "uswds.css"
        sheet.write_text(own_type((dist / "css/uswds.min.css").read_text()))
        css = used_images(purge(sheet, work), dist)
        css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css).strip()
        # In a layer of its own, so that our thin sheet wins by order and never by a contest of selectors.
        (VENDOR / "uswds.css").write_text(f"{font_faces(dist)}\n@layer uswds{{{css}}}\n")
        ICONS.write_text(sprite(dist))
        script = (htmx / "dist/htmx.min.js").read_text()
        (VENDOR / "htmx.min.js").write_text(re.sub(r"//# sourceMappingURL=.*", "", script))
        shutil.copyfile(uswds / "LICENSE.md", VENDOR / "LICENSE-uswds.md")
        shutil.copyfile(htmx / "LICENSE", VENDOR / "LICENSE-htmx")
        record()


def record() -> None:
    files = sorted(path for path in [*VENDOR.rglob("*"), ICONS] if path.is_file())
    made = {str(path.relative_to(VENDOR.parent)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    packages = {name: {"sha256": digest} for name, digest in PACKAGES.items()}
    (VENDOR / "VENDORED.json").write_text(json.dumps({"packages": packages, "files": made}, indent=2) + "\n")
    print(f"{len(made)} files, {sum(path.stat().st_size for path in files) // 1024} kB in {VENDOR.relative_to(ROOT)}")


if __name__ == "__main__":
    main()

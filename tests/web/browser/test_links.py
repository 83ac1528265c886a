"""Every link leads somewhere."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from tests.web.browser.conftest import Opening
from tests.web.browser.serving import MOMENT

HREFS = "[...document.querySelectorAll('a[href], link[href]')].map((one) => one.href)"


@pytest.mark.parametrize("code", ["en", "ar"])
def test_every_link_of_every_page_is_answered(
    opening: Opening, every_path: dict[str, str], code: str
) -> None:
    """What a page links to on this server answers without a fault; of links of one kind, three are followed."""
    page = opening()
    kinds: dict[tuple[str, ...], set[str]] = {}
    for name, path in every_path.items():
        address = f"{path}?lang={code}&at={MOMENT}"
        if name == "live" or "html" not in page.request.get(address).headers["content-type"]:
            continue
        page.goto(address)
        for url in page.evaluate(HREFS):
            parts = urlsplit(url)
            if url.startswith(page.url.split("/", 3)[0]) and parts.netloc == urlsplit(page.url).netloc:
                names = [one for one in parts.path.split("/") if one]
                kinds.setdefault((*names[1:2], str(len(names))), set()).add(url.partition("#")[0])
    asked = [url for urls in kinds.values() for url in sorted(urls)[:3]]
    refused = {url: page.request.get(url).status for url in asked}
    assert {url: status for url, status in refused.items() if status >= 400} == {}

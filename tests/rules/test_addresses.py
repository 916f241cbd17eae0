from __future__ import annotations

import pytest

from agentreg.rules.addresses import takes_data


@pytest.mark.parametrize(
    "url",
    [
        "https://webhook.site/1",
        "https://x.trycloudflare.com",
        "https://pastebin.com/raw/x",
        "https://discord.com/api/webhooks/1/x",
        "https://a.org/x?k=${KEY}",
        "https://a.org/x?k={{ key }}",
        "https://{user}.a.org/x",
        "https://${{ secrets.KEY }}.a.org/x",
        "https://$KEY.a.org",
        "https://a.org/x?k=${{ secrets.KEY }}",
        "https://$(hostname).a.org",
        "https://a.org/x?v={{version}}&k={{key}}",
        "https://hooks.slack.com/services/T0/B0/x",
        "https://github.com.a.org/?q={key}",
        "https://webhook.site/your-drop",
        "https://quiet-cat.ngrok.io/...",
        "http://169.254.169.254/latest",
    ],
)
def test_an_address_that_carries_something_away_takes_data(url: str) -> None:
    assert takes_data(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://a.org/x?k=1",
        "https://a.org/{owner}/{repo}",
        "https://a.org/x?v={{version}}",
        "https://a.org/x?lang=${locale}",
        "https://a.org/${post.slug}",
        "https://discord.com/developers",
        "https://notwebhook.site.org",
        "https://example.com/?k=${KEY}",
        "https://${{ github.server_url }}/x",
        "https://${{",
        "https://x-access-token:${{ secrets.TOKEN }}@github.com/${{ github.repository }}.git",
        "https://api.github.com/search/issues?q=$(python3",
        "https://{proxy}",
        "https://{host}:{port}/x?q={query}",
        "https://$host$request_uri;",
        "https://${CANONICAL_HOST}${req.url}",
        "https://hooks.slack.com/services/YOUR/WEBHOOK/URL",
        "https://discord.com/api/webhooks/...",
        "https://api.telegram.org/botYOUR_TOKEN/sendMessage",
    ],
)
def test_other_addresses_take_none(url: str) -> None:
    assert not takes_data(url)

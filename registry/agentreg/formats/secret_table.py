"""The formats of secrets as their issuers publish them: one row each, with the page that says so."""

from __future__ import annotations

from enum import Enum

from agentreg.records import NamedTuple


class Proof(Enum):
    """What beside its form tells a real secret from a sample.

    RANDOM: its characters are as mixed as chance makes them. CRC32: its last six characters are the checksum
    of those between prefix and checksum. HEADER: its first part is a JSON object in base64. BLOCK: it is a
    whole block of base64. PASSWORD: it is a password of somebody's choice, and stands for none.
    """

    RANDOM = "random"
    CRC32 = "crc32"
    HEADER = "header"
    BLOCK = "block"
    PASSWORD = "password"  # noqa: S105  # it is called so


class TokenFormat(NamedTuple):
    """One kind of secret.

    Attributes:
        what: What it is, for people.
        hints: One of these stands in every text that holds one, as it is written.
        form: How it is written (RE2); group 1 is the part that is by chance, or by somebody's choice.
        docs: Where its issuer says so.
        proof: What tells a real one from a sample.
        near: Where a hint stands in many a text: more of how it is written, for Python's `re`, in a form that
            takes linear time; empty where the hints are enough.
        by_text: Whether a text is looked at as a whole, not by its long words: a blank may stand in it, or it
            may be short.
    """

    what: str
    hints: tuple[str, ...]
    form: str
    docs: str
    proof: Proof = Proof.RANDOM
    near: str = ""
    by_text: bool = False


_GITHUB = "https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/"
_GITLAB = "https://docs.gitlab.com/security/tokens/#token-prefixes"
_SLACK = "https://docs.slack.dev/authentication/tokens/"
_STRIPE = "https://docs.stripe.com/keys"
_AWS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html"
_SHOPIFY = "https://shopify.dev/changelog/length-of-the-shopify-access-token-is-increasing"
_DIGITALOCEAN = "https://docs.digitalocean.com/reference/api/create-personal-access-token/"

TOKEN_FORMATS: tuple[TokenFormat, ...] = (
    TokenFormat(
        "a GitHub token", ("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), r"\bgh[pousr]_([0-9A-Za-z]{36})\b",
        _GITHUB, Proof.CRC32,
    ),
    TokenFormat(
        "a GitHub fine-grained token", ("github_pat_",), r"\bgithub_pat_([0-9A-Za-z]{22}_[0-9A-Za-z]{59})\b",
        _GITHUB,
    ),
    TokenFormat(
        "a GitLab token", ("glpat-", "gldt-", "glrt-", "glptt-", "glagent-", "gloas-", "glcbt-"),
        r"\bgl(?:pat|dt|rt|ptt|agent|oas|cbt)-([0-9A-Za-z_.-]{20,64})\b", _GITLAB,
    ),
    TokenFormat(
        "an AWS access key", ("AKIA", "ASIA", "ABIA", "ACCA"), r"\b(?:AKIA|ASIA|ABIA|ACCA)([A-Z2-7]{16})\b",
        _AWS,
    ),
    TokenFormat(
        "an AWS secret key", ("secret_access_key", "SECRET_ACCESS_KEY", "secretAccessKey", "SecretAccessKey"),
        r"(?:secret_access_key|SECRET_ACCESS_KEY|[sS]ecretAccessKey)"
        r"[\"']?\s{0,3}[:=]\s{0,3}[\"']?([0-9A-Za-z/+]{40})(?:[^0-9A-Za-z/+=]|$)",
        _AWS, by_text=True,
    ),
    TokenFormat(
        "a Slack token", ("xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe"),
        r"\bxox[bpars]-(?:[0-9]{8,14}-){1,3}([0-9A-Za-z]{20,48})\b|\bxoxe(?:\.xox[bp])?-1-"
        r"([0-9A-Za-z]{100,200})\b", _SLACK,
    ),
    TokenFormat(
        "a Slack app token", ("xapp-",), r"\bxapp-1-[A-Z0-9]{8,14}-[0-9]{8,14}-([0-9a-f]{64})\b", _SLACK,
    ),
    TokenFormat(
        "a Slack webhook", ("hooks.slack.com",),
        r"hooks\.slack\.com/(?:services|workflows|triggers)/[A-Z0-9]{8,12}/[A-Z0-9]{8,12}/"
        r"([0-9A-Za-z]{20,32})\b",
        "https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/",
    ),
    TokenFormat(
        "a Stripe live key", ("sk_live_", "rk_live_"), r"\b[sr]k_live_([0-9A-Za-z]{24,247})\b", _STRIPE,
    ),
    TokenFormat(
        "a Stripe webhook secret", ("whsec_",), r"\bwhsec_([0-9A-Za-z+/]{32,64}={0,2})",
        "https://docs.stripe.com/webhooks/signature",
    ),
    TokenFormat(
        "an OpenAI key", ("T3BlbkFJ",),
        r"\bsk-(?:(?:proj|svcacct|admin)-)?([0-9A-Za-z_-]{20,90}T3BlbkFJ[0-9A-Za-z_-]{20,90})\b",
        "https://platform.openai.com/docs/api-reference/authentication",
    ),
    TokenFormat(
        "an Anthropic key", ("sk-ant-",),
        r"\bsk-ant-(?:api|admin|oat|ort)[0-9]{2}-([0-9A-Za-z_-]{80,120}AA)\b",
        "https://platform.claude.com/docs/en/api/overview",
    ),
    TokenFormat(
        "an OpenRouter key", ("sk-or-v1-",), r"\bsk-or-v1-([0-9a-f]{64})\b",
        "https://openrouter.ai/docs/api-reference/authentication",
    ),
    TokenFormat(
        "a Groq key", ("gsk_",), r"\bgsk_([0-9A-Za-z]{52})\b", "https://console.groq.com/docs/quickstart",
    ),
    TokenFormat(
        "a Perplexity key", ("pplx-",), r"\bpplx-([0-9A-Za-z]{48})\b",
        "https://docs.perplexity.ai/guides/getting-started",
    ),
    TokenFormat(
        "an xAI key", ("xai-",), r"\bxai-([0-9A-Za-z]{80})\b", "https://docs.x.ai/docs/tutorial",
    ),
    TokenFormat(
        "a Replicate token", ("r8_",), r"\br8_([0-9A-Za-z]{37})\b",
        "https://replicate.com/docs/reference/http#authentication",
    ),
    TokenFormat(
        "a Hugging Face token", ("hf_", "api_org_"), r"\b(?:hf|api_org)_([A-Za-z]{34})\b",
        "https://huggingface.co/docs/hub/security-tokens",
    ),
    TokenFormat(
        "a Google key", ("AIza",), r"\bAIza([0-9A-Za-z_-]{35})(?:[^0-9A-Za-z_-]|$)",
        "https://cloud.google.com/docs/authentication/api-keys",
    ),
    TokenFormat(
        "a Google OAuth secret", ("GOCSPX-",), r"\bGOCSPX-([0-9A-Za-z_-]{28})(?:[^0-9A-Za-z_-]|$)",
        "https://developers.google.com/identity/protocols/oauth2",
    ),
    TokenFormat(
        "an npm token", ("npm_",), r"\bnpm_([0-9A-Za-z]{36})\b",
        "https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/", Proof.CRC32,
    ),
    TokenFormat(
        "a PyPI token", ("pypi-AgE",),
        r"\bpypi-AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZw)([0-9A-Za-z_-]{50,1000})",
        "https://pypi.org/help/#apitoken",
    ),
    TokenFormat(
        "a RubyGems key", ("rubygems_",), r"\brubygems_([0-9a-f]{48})\b",
        "https://guides.rubygems.org/api-key-scopes/",
    ),
    TokenFormat(
        "a crates.io token", ("cio",), r"\bcio([0-9A-Za-z]{32})\b",
        "https://doc.rust-lang.org/cargo/reference/registries.html", near=r"cio[0-9A-Za-z]{32}",
    ),
    TokenFormat(
        "a Docker token", ("dckr_pat_", "dckr_oat_"),
        r"\bdckr_[po]at_([0-9A-Za-z_-]{27,32})(?:[^0-9A-Za-z_-]|$)",
        "https://docs.docker.com/security/access-tokens/",
    ),
    TokenFormat(
        "a SendGrid key", ("SG.",), r"\bSG\.([0-9A-Za-z_-]{22}\.[0-9A-Za-z_-]{43})(?:[^0-9A-Za-z_-]|$)",
        "https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys",
    ),
    TokenFormat(
        "a Twilio key", ("SK",), r"\bSK([0-9a-f]{32})\b", "https://www.twilio.com/docs/iam/api-keys",
        near=r"SK[0-9a-f]{32}",
    ),
    TokenFormat(
        "a Mailgun key", ("key-",), r"(?i)mailgun[^\n]{0,40}\bkey-([0-9a-f]{32})\b",
        "https://documentation.mailgun.com/docs/mailgun/user-manual/api-key-mgmt",
    ),
    TokenFormat(
        "a Mailchimp key", ("-us",), r"\b([0-9a-f]{32})-us[0-9]{1,2}\b",
        "https://mailchimp.com/developer/marketing/guides/quick-start/", near=r"[0-9a-f]{32}-us",
    ),
    TokenFormat(
        "an Azure storage key", ("AccountKey=",), r"AccountKey=([0-9A-Za-z/+]{86}==)",
        "https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string",
    ),
    TokenFormat(
        "an Azure client secret", ("Q~",),
        r"(?:^|[^0-9A-Za-z_~.-])([0-9A-Za-z_~.]{3}[0-9]Q~[0-9A-Za-z_~.-]{31,34})(?:[^0-9A-Za-z_~.-]|$)",
        "https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials",
    ),
    TokenFormat(
        "a DigitalOcean token", ("dop_v1_", "doo_v1_", "dor_v1_"), r"\bdo[opr]_v1_([0-9a-f]{64})\b",
        _DIGITALOCEAN,
    ),
    TokenFormat(
        "a Shopify token", ("shpat_", "shpss_", "shpca_", "shppa_"),
        r"\bshp(?:at|ss|ca|pa)_([0-9a-fA-F]{32})\b", _SHOPIFY,
    ),
    TokenFormat(
        "a Square token", ("sq0csp-", "EAAA"),
        r"\bsq0csp-([0-9A-Za-z_-]{43})|\bEAAA([0-9A-Za-z_-]{60})(?:[^0-9A-Za-z_-]|$)",
        "https://developer.squareup.com/docs/build-basics/access-tokens",
    ),
    TokenFormat(
        "a Telegram bot token", (":AA",), r"\b[0-9]{8,10}:(AA[0-9A-Za-z_-]{33})(?:[^0-9A-Za-z_-]|$)",
        "https://core.telegram.org/bots/features#generating-an-authentication-token",
    ),
    TokenFormat(
        "a Discord webhook", ("/api/webhooks/",),
        r"discord(?:app)?\.com/api/webhooks/[0-9]{17,20}/([0-9A-Za-z_-]{60,80})",
        "https://docs.discord.com/developers/resources/webhook",
    ),
    TokenFormat(
        "a Discord bot token", (".",),
        r"\b([MNO][0-9A-Za-z]{23,25}\.[0-9A-Za-z_-]{6}\.[0-9A-Za-z_-]{27,38})(?:[^0-9A-Za-z_.-]|$)",
        "https://docs.discord.com/developers/reference#authentication", near=r"[MNO][0-9A-Za-z]{23,25}\.",
    ),
    TokenFormat(
        "a Notion token", ("ntn_", "secret_"),
        r"\b(?:ntn_([0-9]{11}[0-9A-Za-z]{35})|secret_([0-9A-Za-z]{43}))\b",
        "https://developers.notion.com/page/changelog",
    ),
    TokenFormat(
        "a Linear key", ("lin_api_", "lin_oauth_"), r"\blin_(?:api|oauth)_([0-9A-Za-z]{40,64})\b",
        "https://linear.app/developers/graphql",
    ),
    TokenFormat(
        "an Atlassian token", ("ATATT3",), r"\bATATT3([0-9A-Za-z_=-]{150,250})",
        "https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/",
    ),
    TokenFormat(
        "a Figma token", ("figd_",), r"\bfigd_([0-9A-Za-z_-]{40})(?:[^0-9A-Za-z_-]|$)",
        "https://developers.figma.com/docs/rest-api/authentication/",
    ),
    TokenFormat(
        "a Databricks token", ("dapi",), r"\bdapi([0-9a-f]{32})(?:-[0-9])?\b",
        "https://docs.databricks.com/dev-tools/auth/pat",
    ),
    TokenFormat(
        "a Grafana token", ("glsa_", "glc_"),
        r"\bglsa_([0-9A-Za-z]{32}_[0-9a-f]{8})\b|\bglc_([0-9A-Za-z+/]{40,400}={0,2})",
        "https://grafana.com/docs/grafana/latest/administration/service-accounts/",
    ),
    TokenFormat(
        "a Vault token", ("hvs.", "hvb."), r"\bhv[sb]\.([0-9A-Za-z_-]{90,300})",
        "https://developer.hashicorp.com/vault/docs/concepts/tokens",
    ),
    TokenFormat(
        "a Terraform Cloud token", (".atlasv1.",), r"\b([0-9A-Za-z]{14}\.atlasv1\.[0-9A-Za-z_=-]{60,70})",
        "https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens",
    ),
    TokenFormat(
        "a Sentry token", ("sntrys_", "sntryu_"),
        r"\bsntryu_([0-9a-f]{64})\b|\bsntrys_(eyJ[0-9A-Za-z+/=_-]{80,400})",
        "https://docs.sentry.io/security-legal-pii/security/token-formats/",
    ),
    TokenFormat(
        "a New Relic key", ("NRAK-", "NRJS-"), r"\bNRAK-([0-9A-Z]{27})\b|\bNRJS-([0-9a-f]{19})\b",
        "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/",
    ),
    TokenFormat(
        "an Airtable token", ("pat",), r"\bpat([0-9A-Za-z]{14}\.[0-9a-f]{64})\b",
        "https://airtable.com/developers/web/guides/personal-access-tokens",
        near=r"pat[0-9A-Za-z]{14}\.[0-9a-f]{64}",
    ),
    TokenFormat(
        "a Supabase token", ("sbp_", "sb_secret_"),
        r"\bsbp_([0-9a-f]{40})\b|\bsb_secret_([0-9A-Za-z_-]{31})(?:[^0-9A-Za-z_-]|$)",
        "https://supabase.com/docs/guides/api/api-keys",
    ),
    TokenFormat(
        "a Postman key", ("PMAK-",), r"\bPMAK-([0-9a-f]{24}-[0-9a-f]{34})\b",
        "https://learning.postman.com/docs/developer/postman-api/authentication/",
    ),
    TokenFormat(
        "a JSON web token", ("eyJ",), r"\b(eyJ[0-9A-Za-z_-]{15,}\.eyJ[0-9A-Za-z_-]{15,}\.[0-9A-Za-z_-]{20,})",
        "https://www.rfc-editor.org/rfc/rfc7519", Proof.HEADER,
    ),
    TokenFormat(
        "a private key", ("PRIVATE KEY",),
        r"-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED |PGP )?PRIVATE KEY(?: BLOCK)?-----[ \t\r]*(?:\n"
        r"|\\n)((?s:.+?))-----END ", "https://www.rfc-editor.org/rfc/rfc7468", Proof.BLOCK, by_text=True,
    ),
    TokenFormat(
        "an age key", ("AGE-SECRET-KEY-1",), r"\bAGE-SECRET-KEY-1([QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58})\b",
        "https://age-encryption.org/v1",
    ),
    TokenFormat(
        "a password in an address", ("://",),
        r"\b[A-Za-z][0-9A-Za-z+.-]{1,30}://[^\s:/?#\[\]()\"'`<>\\|]{0,100}:([^\s/?#\"'`<>\\|]{3,200})"
        r"@[0-9A-Za-z_\[][0-9A-Za-z_.:\]-]*",
        "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1", Proof.PASSWORD,
        near=r"://[^\s:/]{0,100}:[^\s/@]{0,200}@", by_text=True,
    ),
)  # fmt: skip

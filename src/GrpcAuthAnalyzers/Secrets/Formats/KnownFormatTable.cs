namespace GrpcAuthAnalyzers.Secrets.Formats;

/// <summary>
/// The formats of tokens, as their vendors document them and gitleaks, TruffleHog and Microsoft.Security.Utilities list
/// them. Left out are public counterparts (publishable keys, certificates, client ids) and forms that need a name beside them to be
/// distinguished from a hash or an id (hexadecimal of 32 to 64, GUIDs, 32 bytes of base64, Twilio, Mailgun, Telegram, Datadog, Okta).
/// </summary>
internal static class KnownFormatTable
{
    internal static readonly (string Name, string[] Patterns)[] Rows =
    {
        ("GitHub token", new[] { "ghp_{w36-255}", "gho_{w36-255}", "ghu_{w36-255}", "ghs_{w36-255}", "ghr_{w36-255}", "github_pat_{w22}_{w59}" }),
        ("GitLab token", new[]
        {
            "glpat-{v20-320}", "gldt-{u20-64}", "glptt-{u20-64}", "glrt-{v20-320}", "glcbt-{w1-5}_{u20-64}", "glft-{u20-64}", "glimt-{u20-64}",
            "glagent-{u50-64}", "gloas-{u64}", "glsoat-{u20-64}", "glffct-{u20-64}", "GR1348941{u20}",
        }),
        ("Google API key", new[] { "AIza{u35}" }),
        ("Google access token", new[] { "ya29.{v30-2000}" }),
        ("Google client secret", new[] { "GOCSPX-{u28}" }),
        ("AWS access key", new[] { "AKIA{Q16}", "ASIA{Q16}", "ABIA{Q16}", "ACCA{Q16}" }),
        ("Amazon Bedrock key", new[] { "ABSK{b109-269}", "bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t{s20-2000}" }),
        ("Slack token", new[]
        {
            "xoxb-{d8-14}-{n18-80}", "xoxp-{d8-14}-{n20-100}", "xoxa-{n20-100}", "xoxr-{n20-100}", "xoxs-{d8-14}-{n20-100}", "xoxo-{d8-14}-{n20-100}",
            "xoxe-{d1}-{w120-220}", "xoxe.xoxb-{d1}-{w120-220}", "xoxe.xoxp-{d1}-{w120-220}", "xapp-{d1}-{w8-20}-{d8-20}-{w30-100}",
        }),
        ("Slack webhook", new[] { "hooks.slack.com/services/{p40-60}", "hooks.slack.com/workflows/{p40-60}", "hooks.slack.com/triggers/{p40-60}" }),
        ("Stripe key", new[]
        {
            "sk_live_{w24-250}", "sk_test_{w24-250}", "sk_prod_{w24-250}", "rk_live_{w24-250}", "rk_test_{w24-250}", "rk_prod_{w24-250}",
        }),
        ("Stripe webhook secret", new[] { "whsec_{b32-64}" }),
        ("OpenAI key", new[] { "sk-{u20-120}T3BlbkFJ{u20-120}" }),
        ("Anthropic key", new[] { "sk-ant-api03-{u80-120}", "sk-ant-admin01-{u80-120}", "sk-ant-oat01-{u80-120}" }),
        ("Entra client secret", new[] { "{e3}7Q~{e31-34}", "{e3}8Q~{e31-34}" }),
        ("Azure key", new[]
        {
            "{b76}+ASt{b6}==", "{b76}ACDb{b6}==", "{b76}+ABa{b6}==", "{b76}+AMC{b6}==", "{b76}APIM{b6}==",
            "{b33}+ASb{b6}=", "{b33}+AEh{b6}=", "{b33}+ARm{b6}=", "{b33}AIoT{b6}=", "{b33}AzCa{b6}=", "{b33}AZEG{b6}=",
            "{u44}AzFu{u6}==", "{w42}AzSe{w6}", "{b42}+ACR{b6}",
            "{w52}JQQJ9{w27}", "{w52}JQQJ9{w29}==",
        }),
        ("NuGet API key", new[] { "oy2{q43}" }),
        ("npm token", new[] { "npm_{w36}" }),
        ("PyPI token", new[] { "pypi-AgEIcHlwaS5vcmc{u50-1000}", "pypi-AgENdGVzdC5weXBpLm9yZw{u50-1000}" }),
        ("RubyGems key", new[] { "rubygems_{h48}" }),
        ("Clojars token", new[] { "CLOJARS_{z60}" }),
        ("Docker token", new[] { "dckr_pat_{u27}", "dckr_oat_{u32}" }),
        ("SendGrid key", new[] { "SG.{u20-24}.{u39-50}" }),
        ("Brevo key", new[] { "xkeysib-{h64}-{w16}" }),
        ("Vault token", new[] { "hvs.{u24-250}", "hvb.{u100-400}", "hvr.{u24-250}" }),
        ("Terraform token", new[] { "{w14}.atlasv1.{y60-70}" }),
        ("Hugging Face token", new[] { "hf_{w34}", "api_org_{a34}" }),
        ("Databricks token", new[] { "dapi{h32}" }),
        ("DigitalOcean token", new[] { "dop_v1_{h64}", "doo_v1_{h64}", "dor_v1_{h64}" }),
        ("Pulumi token", new[] { "pul-{h40}" }),
        ("Grafana token", new[] { "glsa_{w32}_{h8}", "glc_{s32-400}" }),
        ("Shopify token", new[] { "shpat_{h32}", "shpca_{h32}", "shppa_{h32}", "shpss_{h32}" }),
        ("Postman key", new[] { "PMAK-{h24}-{h34}" }),
        ("Linear key", new[] { "lin_api_{w40}" }),
        ("Doppler token", new[]
        {
            "dp.pt.{w40-44}", "dp.ct.{w40-44}", "dp.sa.{w40-44}", "dp.scim.{w40-44}", "dp.audit.{w40-44}", "dp.st.{w40-44}", "dp.st.{z2-35}.{w40-44}",
        }),
        ("Fly.io token", new[] { "fo1_{u43}", "fm1r_{s100-2000}", "fm1a_{s100-2000}", "fm2_{s100-2000}" }),
        ("New Relic key", new[] { "NRAK-{w27}" }),
        ("Sentry token", new[] { "sntrys_{s80-500}", "sntryu_{h64}" }),
        ("Supabase token", new[] { "sbp_{z40}" }),
        ("Tailscale key", new[] { "tskey-auth-{w8-24}-{w20-60}", "tskey-api-{w8-24}-{w20-60}", "tskey-client-{w8-24}-{w20-60}",
            "tskey-scim-{w8-24}-{w20-60}" }),
        ("PlanetScale token", new[] { "pscale_tkn_{u32-64}", "pscale_oauth_{u32-64}", "pscale_pw_{u32-64}" }),
        ("Square token", new[] { "sq0atp-{u22}", "sq0csp-{u43}" }),
        ("Notion token", new[] { "ntn_{d11}{w35}", "secret_{w43}" }),
        ("Figma token", new[] { "figd_{u40}" }),
        ("Atlassian token", new[] { "ATATT3{y160-220}", "ATCTT3{y160-220}" }),
        ("CircleCI token", new[] { "CCIPAT_{w22}_{h40}" }),
        ("Buildkite token", new[] { "bkua_{z40}" }),
        ("Cloudflare token", new[] { "cfut_{w40}{h8}", "cfat_{w40}{h8}", "v1.0-{h24}-{h146}" }),
        ("Groq key", new[] { "gsk_{w52}" }),
        ("xAI key", new[] { "xai-{W80}" }),
        ("OpenRouter key", new[] { "sk-or-v1-{h64}" }),
        ("Replicate token", new[] { "r8_{w37}" }),
        ("Perplexity key", new[] { "pplx-{w48}" }),
        ("Pinecone key", new[] { "pcsk_{w5-6}_{w63}" }),
        ("LangSmith key", new[] { "lsv2_pt_{h32}_{h10}", "lsv2_sk_{h32}_{h10}" }),
        ("NVIDIA key", new[] { "nvapi-{u64}" }),
        ("PostHog key", new[] { "phx_{w43-48}" }),
        ("Airtable token", new[] { "pat{w14}.{h64}" }),
        ("Contentful token", new[] { "CFPAT-{u43}" }),
        ("Dynatrace token", new[] { "dt0c01.{Z24}.{Z64}" }),
        ("EasyPost key", new[] { "EZAK{w54}", "EZTK{w54}" }),
        ("Heroku token", new[] { "HRKU-AA{u58}" }),
        ("Artifactory key", new[] { "AKCp{w69}", "cmVmd{w59}" }),
        ("Sourcegraph token", new[] { "sgp_{h16}_{h40}", "sgp_local_{h40}", "sgp_{h40}" }),
        ("SonarQube token", new[] { "sqp_{h40}", "squ_{h40}", "sqa_{h40}" }),
        ("Prefect key", new[] { "pnu_{w36}" }),
        ("Shippo token", new[] { "shippo_live_{h40}", "shippo_test_{h40}" }),
        ("OpenShift token", new[] { "sha256~{u43}" }),
        ("1Password token", new[] { "ops_eyJ{b250-2000}" }),
        ("age key", new[] { "AGE-SECRET-KEY-1{Z58}" }),
    };
}

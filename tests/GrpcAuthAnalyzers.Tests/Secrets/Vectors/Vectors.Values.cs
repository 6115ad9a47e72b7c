namespace GrpcAuthAnalyzers.Tests.Secrets.Vectors;

/// <summary>Bare texts: what they are under a credential header, and what they are anywhere.</summary>
internal static partial class Vectors
{
    private static void AddValues(VectorList list, FakeSecrets s)
    {
        list.FlagAnywhere(
        [
            s.JwtExpired, // JWT exp 2021
            s.JwtValid, // JWT exp 2035
            s.JwtEndless, // JWT no exp
            s.JwtRs256, // RS256 JWT
            s.GitHubPersonal, // GitHub classic PAT
            s.GitHubApp, // GitHub app token
            s.GitHubFineGrained, // GitHub fine-grained PAT
            s.GitLab, // GitLab PAT
            s.GoogleApiKey, // Google API key
            s.GoogleAccessToken, // Google OAuth access token
            s.AwsAccessKeyId, // AWS access key id
            s.SlackBot, // Slack bot token
            s.StripeLive, // Stripe live key
            s.OpenAIProject, // OpenAI project key
            s.OpenAILegacy, // OpenAI legacy key
            s.Anthropic, // Anthropic key
            s.EntraClientSecret, // Entra client secret
            s.AzureStorageKey, // Azure Storage identifiable key
            s.NuGet, // NuGet API key
            s.Npm, // npm token
            s.SendGrid, // SendGrid key
            s.Vault, // HashiCorp Vault service token
            s.HuggingFace, // Hugging Face token
            s.Databricks, // Databricks PAT
            s.DigitalOcean, // DigitalOcean PAT
            s.Pulumi, // Pulumi token
            s.Grafana, // Grafana service account token
            s.Shopify, // Shopify token
            s.PyPI, // PyPI token
            s.Postman, // Postman key
            s.Terraform, // Terraform Cloud token
            s.PrivateKey, // PEM private key
        ]);
        list.FlagAtCredential(
        [
            $"Bearer {s.Opaque}", // opaque with scheme
            s.Hex160, // hex 160 bit
            s.Guid, // GUID at the sink
            "s3cr3t", // short weak literal
            "letmein123", // weak literal
            "admin", // word literal
            s.Key256, // base64 256 bit
            "correct horse battery staple", // passphrase with spaces
        ]);
        list.IgnoreAtCredential(
        [
            "", // empty
            "   ", // blank
            "Bearer", // scheme only
            "Bearer ", // scheme and blank
            "Basic", // scheme only
            "<token>", // placeholder
            "<your-token>", // placeholder
            "${TOKEN}", // template
            "$TOKEN", // shell variable
            "$(GRPC_TOKEN)", // Azure Pipelines variable
            "{{token}}", // template
            "{token}", // template
            "{0}", // format item
            "%TOKEN%", // Windows variable
            "your-token-here", // phrase
            "YOUR_API_KEY", // phrase
            "my-api-key-goes-here", // phrase
            "xxx", // repeated
            "XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX", // masked GUID
            "00000000-0000-0000-0000-000000000000", // nil GUID
            "0000000000", // repeated
            "changeme", // changeme
            "change-it", // changeit
            "TODO: token", // todo
            "REPLACE_WITH_TOKEN", // phrase
            "<REDACTED>", // redacted
            "***", // masked
            "…", // ellipsis
            "@Microsoft.KeyVault(VaultName=kv;SecretName=t)", // key vault reference
            "n/a", // not available
            "null", // null word
            "(none)", // none
            "eyJ...", // truncated JWT
            "eyJhbGciOi...signature", // truncated JWT
            "abcdefghijklmnopqrstuvwxyz", // alphabet
            "1234567890", // digit run
            "dummy-token", // dummy word
            "example-token", // example word
            "sample_api_key", // sample word
        ]);
        list.IgnoreAnywhere(
        [
            s.Hex160, // bare hex away from a sink
            s.Hex256, // SHA-256 away from a sink
            s.Guid, // GUID
            s.Opaque, // opaque away from a sink and without a secret name
            $"sha384-{s.Base64(48)}", // SRI hash
            "31bf3856ad364e35", // public key token
            "UmbracoTwoFactorRememberMeCookie", // identifier
            "X-Amz-Security-Token", // header name
            "https://login.synthetic.invalid/token?x=1", // URL
            "AK" + "IAIOSFODNN7EXAMPLE", // AWS documentation id
            "recallNoticesRecallBusinessUnits-validation-group-1297083594-1", // identifier reported as false positive to detect-secrets #693
            $"data:image/png;base64,iVBORw0KGgo{s.Text(30)}", // data URI
            "pk" + "_live_" + s.Text(24), // Stripe publishable key is public
            $"""
            -----BEGIN CERTIFICATE-----
            {s.Text(64)}
            -----END CERTIFICATE-----
            """, // certificate is public
            "ghp_" + new string('x', 36), // format with repeated filler
            "sk_test_" + new string('0', 24), // format with repeated filler
        ]);
    }
}

using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Configuration;

/// <summary>A section that covers all code holds for configuration files, too; for one that covers some of it, GRPCAUTH0001 says that it does nothing.</summary>
public sealed class OptionsOfCodeTests
{
    [Theory]
    [InlineData("grpc_auth.secret_keys = Orders:Magic", """{ "Orders": { "Magic": "«k9Xw4fQz»" } }""")]
    [InlineData("grpc_auth.credential_headers = x-orders", """{ "Headers": { "x-orders": "«k9Xw4fQz»" } }""")]
    [InlineData("grpc_auth.ignored_headers = Token", """{ "Token": "k9Xw4fQz" }""")]
    [InlineData("grpc_auth.placeholder_words = k9Xw4fQz", """{ "Token": "k9Xw4fQz" }""")]
    [InlineData("grpc_auth.config_files = ignore", """{ "Token": "k9Xw4fQz" }""")]
    [InlineData("grpc_auth.config_secrets = tokens", """{ "Smtp": { "Password": "k9Xw4fQz" } }""")]
    public Task A_section_of_all_code(string option, string text) => Judges(text, ConfigFileSetup.With("appsettings.json", text) with
    {
        EditorConfig = "root = true\n[*.cs]\n" + option,
        Documents = [("Other.cs", "class B { }")],
    });

    [Theory]
    [InlineData("[*.json]\ngrpc_auth.secret_keys = Secreta", """{ "Magic": "k9Xw4fQz", "Secreta": "«k9Xw5fQz»" }""")]
    [InlineData("[appsettings.json]\ngrpc_auth.secret_keys =", """{ "Magic": "k9Xw4fQz" }""")]
    public Task Its_own_section_wins(string section, string text) => Judges(text, ConfigFileSetup.With("appsettings.json", text) with
    {
        EditorConfig = "root = true\n[*.cs]\ngrpc_auth.secret_keys = Magic\n" + section,
    });

    [Theory]
    [InlineData("grpc_auth.secret_keys", "Magic")]
    [InlineData("grpc_auth.config_secrets", "tokens")]
    [InlineData("grpc_auth.config_files", "ignore")]
    public Task A_section_of_some_code_does_nothing_and_is_reported(string key, string value) => Verify.Reports(
        "class A { }",
        ConfigFileSetup.With("appsettings.json", """{ "Magic": "k9Xw4fQz", "Smtp": { "Password": "«k9Xw5fQz»" } }""") with
        {
            EditorConfig = $"root = true\n[Other.cs]\n{key} = {value}",
            Documents = [("Other.cs", "class B { }")],
        },
        withoutPlace: [("GRPCAUTH0001", $"'{key} = {value}' is ignored and the default applies: its section covers only some of the code, and no configuration file")]);

    [Fact]
    public Task A_section_of_some_code_without_a_configuration_file_is_silent() => Verify.Silent("class A { }", Setup.Usual with
    {
        EditorConfig = "root = true\n[Other.cs]\ngrpc_auth.secret_keys = Magic\ngrpc_auth.ignored_headers = x-acme",
        Documents = [("Other.cs", "class B { }")],
    });

    private static Task Judges(string text, Setup setup) =>
        text.Contains('«', System.StringComparison.Ordinal) ? Verify.Reports("class A { }", setup) : Verify.Silent("class A { }", setup);
}

using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

/// <summary>One helper for the native library and for GrpcChannel: which of its statements a constant argument lets run.</summary>
public sealed class SslCredentialsBranchTests
{
    [Theory]
    [InlineData("Library.Managed", "switch (library) { case Library.Native: return Pinned(); default: return new SslCredentials(); }")]
    [InlineData("Library.Native", "switch (library) { default: return Pinned(); case Library.Native: return new SslCredentials(); }")]
    [InlineData("Library.Managed", "switch (library) { case Library.Managed when FromSettings: return new SslCredentials(); case Library.Managed: return Pinned(); default: return new SslCredentials(); }")]
    [InlineData("Library.Native", "switch (library) { case not Library.Native: return Pinned(); default: return new SslCredentials(); }")]
    [InlineData("Library.Native", "switch (library) { case Library.Native or Library.Other: return Pinned(); default: return new SslCredentials(); }")]
    [InlineData("Library.Native", "switch (library) { case Library.Native: return new SslCredentials(); case Library.Managed: return Pinned(); default: return Pinned(); }")]
    [InlineData("Library.Managed", "return library switch { Library.Managed when FromSettings => new SslCredentials(), Library.Managed => Pinned(), _ => new SslCredentials() };")]
    [InlineData("Library.Managed", "return library switch { not Library.Managed => Pinned(), _ => new SslCredentials() };")]
    [InlineData("Library.Managed", "return library switch { < Library.Other => new SslCredentials(), _ => Pinned() };")]
    [InlineData("Library.Managed", "if (library != Library.Native) return new SslCredentials(); return Pinned();")]
    [InlineData("Library.Native", "if (library is Library.Native) return new SslCredentials(); return Pinned();")]
    [InlineData("Library.Native", "if (library is not Library.Managed) return new SslCredentials(); return Pinned();")]
    [InlineData("Library.Native", "if (library < Library.Other) return new SslCredentials(); return Pinned();")]
    [InlineData("Library.Native", "if (!(library != Library.Native)) throw new NotSupportedException(); return Pinned();")]
    [InlineData("Library.Native", "if (library == Library.Native) { { return new SslCredentials(); } } return Pinned();")]
    [InlineData("Library.Native", "if (library == Library.Native) return new SslCredentials(); else Console.WriteLine(); return Pinned();")]
    [InlineData("Library.Managed", "return (library == Library.Managed) == true ? Pinned() : new SslCredentials();")]
    public Task The_statement_does_not_run_or_that_is_not_known(string argument, string body) => Verify.Silent(Helper(argument, body, "", ""));

    [Theory]
    [InlineData("Library.Native", "switch (library) { case Library.Native: return Pinned(); default: return new SslCredentials(); }")]
    [InlineData("Library.Managed", "switch (library) { default: return Pinned(); case Library.Native: return new SslCredentials(); }")]
    [InlineData("Library.Managed", "switch (library) { case Library.Native: return new SslCredentials(); case Library.Other: default: return Pinned(); }")]
    [InlineData("Library.Other", "switch (library) { case Library.Native: case Library.Other: return Pinned(); default: return new SslCredentials(); }")]
    [InlineData("Library.Managed", "switch (library) { case not Library.Native: return Pinned(); default: return new SslCredentials(); }")]
    [InlineData("Library.Managed", "switch (Environment.MachineName) { case \"native\": return Pinned(); default: return new SslCredentials(); }")]
    [InlineData("Library.Managed", "return Environment.MachineName switch { \"native\" => Pinned(), _ => new SslCredentials() };")]
    [InlineData("Library.Managed", "return library switch { not Library.Native => Pinned(), _ => new SslCredentials() };")]
    [InlineData("Library.Managed", "if (library == Library.Native) return new SslCredentials(); return Pinned();")]
    [InlineData("Library.Native", "if (library != Library.Native) return new SslCredentials(); return Pinned();")]
    [InlineData("Library.Managed", "if (library is Library.Native) return new SslCredentials(); return Pinned();")]
    [InlineData("Library.Native", "if (library == Library.Native) Console.WriteLine(); return Pinned();")]
    [InlineData("Library.Native", "if (library == Library.Native) { Console.WriteLine(); } return Pinned();")]
    [InlineData("Library.Native", "if (library == Library.Native) { } return Pinned();")]
    [InlineData("Library.Native", "var pinned = Pinned(); if (library == Library.Native) return pinned; return new SslCredentials();")]
    [InlineData("Library.Native", "if (FromSettings) return new SslCredentials(); return Pinned();")]
    public Task The_statement_runs(string argument, string body) => Verify.Reports(Helper(argument, body, "{|GRPCAUTH5006:", "|}"));

    private static string Helper(string argument, string body, string start, string end) => $$"""
        public enum Library
        {
            Native,
            Managed,
            Other,
        }

        public static class Shop
        {
            private static readonly bool FromSettings = Environment.GetEnvironmentVariable("NATIVE") == "1";

            public static bool IsNative => FromSettings;

            public static GrpcChannel Open() =>
                GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { {{(start.Length > 0 ? "{|#0:" : "")}}Credentials = Tls({{argument}}){{(start.Length > 0 ? "|}" : "")}} });

            private static ChannelCredentials Tls(Library library)
            {
                {{body}}
            }

            private static SslCredentials Pinned() => {{start}}new SslCredentials(System.IO.File.ReadAllText("ca.pem")){{end}};
        }
        """;
}

using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

/// <summary>GRPCAUTH3004 where the expiry comes from an answer whose properties have bodies, is a Unix time, or has another name.</summary>
public sealed class ExpiryComparedWithLocalTimeAnswerTests
{
    /// <summary>What protoc makes of a message with a token, a lifetime, a timestamp and a Unix time.</summary>
    private const string Answer = """

        public sealed class SignInReply : Google.Protobuf.IMessage
        {
            private string token_ = "";
            private int expiresInSeconds_;
            private long expiresAt_;
            private Google.Protobuf.WellKnownTypes.Timestamp? expiry_;

            public string Token
            {
                get { return token_; }
                set { token_ = Google.Protobuf.ProtoPreconditions.CheckNotNull(value, "value"); }
            }

            public int ExpiresInSeconds
            {
                get { return expiresInSeconds_; }
                set { expiresInSeconds_ = value; }
            }

            public long ExpiresAt
            {
                get { return expiresAt_; }
                set { expiresAt_ = value; }
            }

            public Google.Protobuf.WellKnownTypes.Timestamp? Expiry
            {
                get { return expiry_; }
                set { expiry_ = value; }
            }

            public Google.Protobuf.Reflection.MessageDescriptor Descriptor => throw new NotSupportedException();

            public int CalculateSize() => 0;

            public void MergeFrom(Google.Protobuf.CodedInputStream input)
            {
                token_ = input.ReadString();
                expiresInSeconds_ = input.ReadInt32();
                expiresAt_ = input.ReadInt64();
            }

            public void WriteTo(Google.Protobuf.CodedOutputStream output)
            {
            }
        }

        public sealed class LoginAnswer
        {
            private int _expiresIn;

            public string AccessToken { get; set; } = "";

            public int ExpiresIn
            {
                get => _expiresIn;
                set => _expiresIn = value;
            }

            public int Lifetime => _expiresIn - 60;
        }
        """;

    [Theory]
    [InlineData("_expires = DateTime.UtcNow.AddSeconds(reply.ExpiresInSeconds)", "_expires < DateTime.UtcNow")]
    [InlineData("_expires = DateTime.Now.AddSeconds(reply.ExpiresInSeconds)", "DateTime.Now >= _expires")]
    [InlineData("var seconds = reply.ExpiresInSeconds; _expires = DateTime.UtcNow.AddSeconds(seconds)", "_expires <= DateTime.UtcNow")]
    [InlineData("_expires = DateTime.UtcNow + TimeSpan.FromSeconds(reply.ExpiresInSeconds)", "_expires < DateTime.UtcNow")]
    [InlineData("_expires = DateTime.UtcNow.AddSeconds(answer.ExpiresIn)", "_expires < DateTime.UtcNow")]
    [InlineData("_expires = reply.Expiry!.ToDateTime()", "_expires < DateTime.UtcNow")]
    [InlineData("_expires = DateTimeOffset.FromUnixTimeSeconds(reply.ExpiresAt).UtcDateTime", "_expires < DateTime.UtcNow")]
    public Task The_whole_lifetime_of_an_answer_with_bodies(string store, string comparison) => Verify.Reports(Cache(store, "{|GRPCAUTH3004:" + comparison + "|}"), severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("_expires = DateTime.UtcNow.AddSeconds(reply.ExpiresInSeconds)", "_expires < DateTime.Now")]
    [InlineData("_expires = reply.Expiry!.ToDateTime()", "DateTime.Now > _expires")]
    [InlineData("_expires = reply.Expiry!.ToDateTime().AddMinutes(-1)", "DateTime.Now > _expires")]
    [InlineData("_expires = DateTime.Now.AddSeconds(reply.ExpiresInSeconds)", "_expires < DateTime.UtcNow")]
    public Task Two_clocks(string store, string comparison) => Verify.Reports(Cache(store, "{|GRPCAUTH3004:" + comparison + "|}"), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("_expires = DateTime.UtcNow.AddSeconds(reply.ExpiresInSeconds - 30)", "_expires < DateTime.UtcNow")]
    [InlineData("_expires = DateTime.UtcNow.AddSeconds(reply.ExpiresInSeconds)", "_expires < DateTime.UtcNow.AddSeconds(30)")]
    [InlineData("_expires = DateTime.UtcNow.AddSeconds(answer.Lifetime)", "_expires < DateTime.UtcNow")]
    [InlineData("_expires = DateTime.UtcNow.AddSeconds(reply.ExpiresInSeconds / 2)", "_expires < DateTime.UtcNow")]
    [InlineData("_expires = DateTime.UtcNow + TimeSpan.FromSeconds(reply.ExpiresInSeconds) - TimeSpan.FromMinutes(1)", "_expires < DateTime.UtcNow")]
    [InlineData("_expires = reply.Expiry!.ToDateTime().AddMinutes(-1)", "_expires < DateTime.UtcNow")]
    [InlineData("_expires = DateTimeOffset.FromUnixTimeSeconds(reply.ExpiresAt - 60).UtcDateTime", "_expires < DateTime.UtcNow")]
    [InlineData("_expires = DateTimeOffset.FromUnixTimeSeconds(reply.ExpiresAt).UtcDateTime", "_expires < DateTime.UtcNow.AddMinutes(1)")]
    public Task A_margin(string store, string comparison) => Verify.Silent(Cache(store, comparison));

    [Theory]
    [InlineData("reply.Expiry.ToDateTime() < DateTime.Now", DiagnosticSeverity.Warning)]
    [InlineData("DateTime.Now.AddMinutes(1) > reply.Expiry.ToDateTime()", DiagnosticSeverity.Warning)]
    [InlineData("reply.Expiry.ToDateTime() <= DateTime.UtcNow", DiagnosticSeverity.Info)]
    [InlineData("reply.Expiry.ToDateTimeOffset() < DateTimeOffset.Now", DiagnosticSeverity.Info)]
    [InlineData("reply.Expiry.ToDateTime() - DateTime.UtcNow < TimeSpan.Zero", DiagnosticSeverity.Info)]
    [InlineData("DateTimeOffset.UtcNow.ToUnixTimeSeconds() > reply.ExpiresAt", DiagnosticSeverity.Info)]
    [InlineData("DateTimeOffset.Now.ToUnixTimeMilliseconds() >= reply.ExpiresAt * 1000", DiagnosticSeverity.Info)]
    [InlineData("DateTimeOffset.UtcNow.ToUnixTimeSeconds() > reply.Expiry.Seconds", DiagnosticSeverity.Info)]
    [InlineData("reply.ExpiresAt - DateTimeOffset.UtcNow.ToUnixTimeSeconds() <= 0", DiagnosticSeverity.Info)]
    [InlineData("DateTimeOffset.FromUnixTimeSeconds(reply.ExpiresAt) < DateTimeOffset.UtcNow", DiagnosticSeverity.Info)]
    public Task An_expiry_of_a_message(string comparison, DiagnosticSeverity severity) => Verify.Reports($$"""
        public static class Tokens
        {
            public static bool IsExpired(SignInReply reply) => {|GRPCAUTH3004:{{comparison.Replace("Expiry.", "Expiry!.", System.StringComparison.Ordinal)}}|};
        }

        """ + Answer, severity: severity);

    [Theory]
    [InlineData("reply.Expiry.ToDateTime() < DateTime.UtcNow.AddMinutes(1)")]
    [InlineData("reply.Expiry.ToDateTime().ToLocalTime() < DateTime.Now.AddMinutes(1)")]
    [InlineData("reply.Expiry.ToDateTimeOffset() < DateTimeOffset.Now.AddMinutes(1)")]
    [InlineData("DateTimeOffset.UtcNow.ToUnixTimeSeconds() > reply.ExpiresAt - 30")]
    [InlineData("DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeSeconds() > reply.ExpiresAt")]
    [InlineData("DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 60 > reply.ExpiresAt")]
    [InlineData("reply.ExpiresAt - DateTimeOffset.UtcNow.ToUnixTimeSeconds() < 60")]
    [InlineData("reply.ExpiresAt > 0")]
    [InlineData("reply.ExpiresInSeconds > DateTimeOffset.UtcNow.ToUnixTimeSeconds()")]
    [InlineData("reply.ExpiresAt > limit")]
    public Task An_expiry_of_a_message_with_a_margin_or_no_clock(string comparison) => Verify.Silent($$"""
        public static class Tokens
        {
            public static bool IsExpired(SignInReply reply, long limit) => {{comparison.Replace("Expiry.", "Expiry!.", System.StringComparison.Ordinal)}};
        }

        """ + Answer);

    [Theory]
    [InlineData("_expiry = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + reply.ExpiresInSeconds * 1000", "DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() < _expiry")]
    [InlineData("_expiry = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + reply.ExpiresInSeconds", "_expiry > DateTimeOffset.UtcNow.ToUnixTimeSeconds()")]
    [InlineData("_expiry = reply.ExpiresAt", "DateTimeOffset.UtcNow.ToUnixTimeSeconds() < _expiry")]
    [InlineData("_expiry = DateTimeOffset.UtcNow.AddSeconds(reply.ExpiresInSeconds).ToUnixTimeMilliseconds()", "DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() < _expiry")]
    public Task A_unix_time_that_is_kept_as_the_server_said_it(string store, string comparison) => Verify.Reports(Kept(store, "{|GRPCAUTH3004:" + comparison + "|}"), severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("_expiry = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + (reply.ExpiresInSeconds - 60) * 1000", "DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() < _expiry")]
    [InlineData("_expiry = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + reply.ExpiresInSeconds", "_expiry - 60 > DateTimeOffset.UtcNow.ToUnixTimeSeconds()")]
    [InlineData("_expiry = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + reply.ExpiresInSeconds - 30", "DateTimeOffset.UtcNow.ToUnixTimeSeconds() < _expiry")]
    [InlineData("_expiry = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + (reply.ExpiresInSeconds > 3600 ? 3000 : 300)", "DateTimeOffset.UtcNow.ToUnixTimeSeconds() < _expiry")]
    [InlineData("_expiry = reply.ExpiresAt - 60", "DateTimeOffset.UtcNow.ToUnixTimeSeconds() < _expiry")]
    [InlineData("_expiry = long.Parse(reply.Token)", "DateTimeOffset.UtcNow.ToUnixTimeSeconds() < _expiry")]
    public Task A_unix_time_with_a_margin(string store, string comparison) => Verify.Silent(Kept(store, comparison));

    [Theory]
    [InlineData("DueDate")]
    [InlineData("ValidUntil")]
    [InlineData("UsableUntil")]
    [InlineData("ValidThrough")]
    [InlineData("NotAfter")]
    [InlineData("DueAt")]
    public Task Other_names_of_an_expiry_beside_a_token(string name) => Verify.Reports($$"""
        public sealed class AccessTokenEntry(string token, int seconds)
        {
            public string AccessToken { get; } = token;

            public DateTime {{name}} { get; } = DateTime.UtcNow.AddSeconds(seconds - 60);

            public bool IsOver => {|GRPCAUTH3004:{{name}} < DateTime.Now|};
        }
        """, severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("Invoice", "Token", "DueDate")]
    [InlineData("Coupon", "Token", "ValidThrough")]
    [InlineData("Reminder", "DeviceToken", "DueAt")]
    [InlineData("Certificate", "AccessToken", "NotAfter")]
    [InlineData("Loan", "Token", "UsableUntil")]
    public Task Other_things_are_due_too(string type, string token, string name) => Verify.Silent($$"""
        public sealed class {{type}}(string token)
        {
            public string {{token}} { get; } = token;

            public DateTime {{name}} { get; } = DateTime.UtcNow.AddDays(7);

            public bool IsOver => {{name}} < DateTime.Now;
        }
        """);

    [Fact]
    public Task The_generated_client_of_a_protobuf_item() => Verify.Reports("""
        public sealed class AccessTokens(Accounts.AccountsClient accounts)
        {
            private string? _token;
            private DateTime _expires;

            public async Task<string> GetTokenAsync()
            {
                if (_token is null || {|GRPCAUTH3004:_expires < DateTime.UtcNow|})
                {
                    var reply = await accounts.LoginAsync(new LoginRequest());
                    _token = reply.Token;
                    _expires = DateTime.UtcNow.AddSeconds(reply.ExpiresIn);
                }

                return _token;
            }
        }
        """, Setup.Usual with { GeneratedContracts = true }, severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("DateTimeOffset.UtcNow.ToUnixTimeSeconds() > reply.ExpiresAt", "DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeSeconds() > reply.ExpiresAt")]
    [InlineData("reply.Expiry!.ToDateTime() < DateTime.Now", "reply.Expiry!.ToDateTime() < DateTime.UtcNow.AddMinutes(1)")]
    public Task The_fix_changes_the_clock(string before, string after)
    {
        var source = """
            public static class Tokens
            {
                public static bool IsExpired(SignInReply reply) => HERE;
            }

            """ + Answer;
        return Verify.Fixes(
            source.Replace("HERE", "{|GRPCAUTH3004:" + before + "|}", System.StringComparison.Ordinal), source.Replace("HERE", after, System.StringComparison.Ordinal));
    }

    private static string Cache(string store, string comparison) => $$"""
        public sealed class TokenCache
        {
            private string? _token;
            private DateTime _expires;

            public void Store(SignInReply reply, LoginAnswer answer)
            {
                _token = reply.Token + answer.AccessToken;
                {{store}};
            }

            public string? Current => {{comparison}} ? null : _token;
        }

        """ + Answer;

    private static string Kept(string store, string comparison) => $$"""
        public sealed class TokenCache
        {
            private string? _token;
            private long _expiry;

            public void Store(SignInReply reply)
            {
                _token = reply.Token;
                {{store}};
            }

            public string? Current => {{comparison}} ? _token : null;
        }

        """ + Answer;
}

using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

/// <summary>GRPCAUTH3002 where the first call reads the token, and no later one.</summary>
public sealed class TokenCapturedOnceCacheTests
{
    private const string Message =
        "'_token' is read by the first call only and sent with every call; calls fail with Unauthenticated once it expires or is rotated";

    [Theory]
    [InlineData("_token ??= await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + {|GRPCAUTH3002:_token|});")]
    [InlineData("metadata.Add(\"authorization\", $\"Bearer {{|GRPCAUTH3002:_token|} ??= await tokens.GetTokenAsync()}\");")]
    [InlineData("if (_token == null) _token = await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + {|GRPCAUTH3002:_token|});")]
    [InlineData("if (_token is null) { _token = await tokens.GetTokenAsync(); } metadata.Add(\"authorization\", \"Bearer \" + {|GRPCAUTH3002:_token|});")]
    [InlineData("if (string.IsNullOrEmpty(_token)) _token = await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + {|GRPCAUTH3002:_token|});")]
    [InlineData("if (_token is not { }) _token = await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + {|GRPCAUTH3002:_token|});")]
    [InlineData("if (_token is not string) _token = await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + {|GRPCAUTH3002:_token|});")]
    [InlineData("if (null == _token) _token = await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + {|GRPCAUTH3002:_token|});")]
    [InlineData("if (!(_token is { })) _token = await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + {|GRPCAUTH3002:_token|});")]
    [InlineData("if (!(_token != null)) _token = await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + {|GRPCAUTH3002:_token|});")]
    [InlineData("if (ReferenceEquals(_token, null)) _token = await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + {|GRPCAUTH3002:_token|});")]
    [InlineData("if (_token is null or \"\") _token = await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + {|GRPCAUTH3002:_token|});")]
    [InlineData("if (string.IsNullOrWhiteSpace(_token) is true) _token = await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + {|GRPCAUTH3002:_token|});")]
    [InlineData("if (_token is not null) { Console.WriteLine(\"kept\"); } else _token = await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + {|GRPCAUTH3002:_token|});")]
    [InlineData("_token = _token != null ? _token : await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + {|GRPCAUTH3002:_token|});")]
    [InlineData("_token = _token is { } kept ? kept : await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + {|GRPCAUTH3002:_token|});")]
    public Task A_token_that_the_first_call_keeps(string statements) => Verify.Reports(With(statements, ""), message: Message);

    [Fact]
    public Task A_captured_variable_that_the_first_call_fills() => Verify.NotFixable("""
        public static class Channels
        {
            public static GrpcChannel Create(Tokens tokens)
            {
                string? token = null;
                var credentials = CallCredentials.FromInterceptor(async (context, metadata) =>
                {
                    token ??= await tokens.GetTokenAsync();
                    metadata.Add("authorization", "Bearer " + {|GRPCAUTH3002:token|});
                });
                return GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, credentials) });
            }
        }

        """ + TokenCapturedOnceTests.Provider);

    [Theory]
    [InlineData("if (_token == null || _expires < DateTime.UtcNow) _token = await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + _token);", "")]
    [InlineData("if (_expires < DateTime.UtcNow.AddMinutes(1)) _token = await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + _token);", "")]
    [InlineData("_token ??= await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + _token);", "public void Reset() => _token = null;")]
    [InlineData("_token ??= await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + _token);", "public async Task RefreshAsync(Tokens tokens) => _token = await tokens.GetTokenAsync();")]
    [InlineData("_token = await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + _token);", "")]
    [InlineData("string? token = null; token ??= await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + token);", "")]
    [InlineData("_token ??= await tokens.GetTokenAsync(); metadata.Add(\"x-trace\", \"t \" + _token.Length);", "")]
    [InlineData("var token = _token ?? await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + token);", "public void Use(string token) => _token = token;")]
    [InlineData("if (_token is not { Length: > 100 }) _token = await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + _token);", "")]
    [InlineData("if (_token is var old && old != \"fresh\") _token = await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + _token);", "")]
    [InlineData("if (_token is { }) _token = await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + _token);", "")]
    [InlineData("if (_token is null) { } else _token = await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + _token);", "")]
    [InlineData("_token = _token == null ? _token : await tokens.GetTokenAsync(); metadata.Add(\"authorization\", \"Bearer \" + _token);", "")]
    [InlineData("_token = (string)(Renewed)(_token ?? await tokens.GetTokenAsync()); metadata.Add(\"authorization\", \"Bearer \" + _token);", "private sealed class Renewed { public static explicit operator Renewed(string text) => new(); public static explicit operator string(Renewed token) => Environment.MachineName; }")]
    public Task A_token_that_is_renewed(string statements, string members) => Verify.Silent(With(statements, members));

    private static string With(string statements, string members) => $$"""
        public sealed class Session
        {
            private string? _token;
            private DateTime _expires = DateTime.MinValue;

            public void Started() => _expires = DateTime.UtcNow.AddHours(1);

            {{members}}

            public GrpcChannel Create(Tokens tokens)
            {
                var credentials = CallCredentials.FromInterceptor(async (context, metadata) =>
                {
                    {{statements}}
                });
                return GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, credentials) });
            }
        }

        """ + TokenCapturedOnceTests.Provider;
}

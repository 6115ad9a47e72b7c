using System;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes;

/// <summary>What fixes write reads as if a person had written it: named locals instead of long lines, and <c>await</c> as the file awaits.</summary>
public sealed class ReadableTextTests
{
    private const string Desk = """
        public interface ITokens { Task<string> GetTokenAsync(CancellationToken cancellation); }

        public sealed class Desk(ITokens tokens)
        {
            private readonly Orders.OrdersClient _client = new(GrpcChannel.ForAddress("https://orders.example.com"));

            public Order Get() => _client.GetOrder(new OrderRequest());

            public object Other() => tokens;
        }

        """;

    [Fact]
    public async Task A_file_with_tabs_gets_the_statements_with_tabs()
    {
        var text = await FixPromise.HoldsAsync("""
            public sealed class Desk
            {
            	private readonly Orders.OrdersClient _client = new(GrpcChannel.ForAddress("https://orders.example.com"));

            	public Order Get() => _client.GetOrder(new OrderRequest());
            }
            """, Setup.Usual with { EditorConfig = "indent_style = tab" });
        Assert.Contains("\n\t\t\t{\n\t\t\t\tvar token = ", text, StringComparison.Ordinal);
        Assert.Contains("\n\t\t\t\t\t?? throw new InvalidOperationException(", text, StringComparison.Ordinal);
        Assert.Contains("\n\t\t\t\tmetadata.Add(\"authorization\", $\"Bearer {token}\");\n\t\t\t\treturn Task.CompletedTask;\n\t\t\t}", text, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_read_that_is_a_term_of_its_own_has_no_parentheses() => FixPromise.WritesAsync(
        "metadata.Add(\"authorization\", \"Bearer \" + System.IO.File.ReadAllText(\"token\").Trim());",
        """
        public sealed class Desk
        {
            private readonly Orders.OrdersClient _client = new(GrpcChannel.ForAddress("https://orders.example.com"));

            public object Get() => _client.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + System.IO.File.ReadAllText("token").Trim() } });

            public object List() => _client.ListOrders(new OrderRequest(), new Metadata { { "authorization", "Bearer " + System.IO.File.ReadAllText("token").Trim() } });
        }
        """);

    [Theory]
    [InlineData("{ Credentials = ChannelCredentials.SecureSsl, MaxReceiveMessageSize = 1 }", "ChannelCredentials.SecureSsl")]
    [InlineData("{ MaxReceiveMessageSize = 1, Credentials = new SslCredentials() }", "new SslCredentials()")]
    [InlineData("{ Credentials = ChannelCredentials.SecureSsl, }", "ChannelCredentials.SecureSsl")]
    public async Task An_initializer_on_one_line_gets_lines(string initializer, string tls)
    {
        var text = await FixPromise.HoldsAsync($$"""
            public sealed class Desk
            {
                private readonly Orders.OrdersClient _client = new(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions {{initializer}}));

                public object Get() => _client.GetOrder(new OrderRequest());
            }
            """);
        Assert.Contains("new GrpcChannelOptions\n    {\n        ", text, StringComparison.Ordinal);
        Assert.Contains("\n        Credentials = ChannelCredentials.Create(\n            " + tls + ",\n            CallCredentials.FromInterceptor(", text, StringComparison.Ordinal);
        Assert.Contains("\n    }));\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_line_that_is_short_enough_stays_one() => FixPromise.WritesAsync(
        "async (context, metadata) =>\n                metadata.Add(\"authorization\", $\"Bearer {await tokens.GetTokenAsync(context.CancellationToken)}\")", Desk);

    [Fact]
    public Task A_local_has_a_name_that_is_free() => FixPromise.WritesAsync(
        "var callToken = Environment.GetEnvironmentVariable(",
        """
        public sealed class Desk(string token)
        {
            public Order Get()
            {
                using var channel = GrpcChannel.ForAddress("https://orders.example.com");
                return new Orders.OrdersClient(channel).GetOrder(new OrderRequest { Id = token });
            }
        }
        """);

    [Fact]
    public async Task An_interceptor_over_http_has_the_locals_before_the_header()
    {
        var text = await FixPromise.HoldsAsync("""
            public sealed class Desk
            {
                private readonly Orders.OrdersClient _client = new(GrpcChannel.ForAddress("http://orders.internal:5000"));

                public Order Get() => _client.GetOrder(new OrderRequest());
            }
            """);
        Assert.Contains("headers.Add(\"authorization\", $\"Bearer {token}\");", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text.Split('\n'), static line => line.Length > 140);
    }

    [Theory]
    [InlineData("", "", false)]
    [InlineData("public async Task SaveAsync() => await Task.Delay(1);", "", false)]
    [InlineData("public async Task SaveAsync() => await Task.Delay(1).ConfigureAwait(false);", "", true)]
    [InlineData("", "class Store { async Task SaveAsync() => await Task.Delay(1).ConfigureAwait(false); }", true)]
    [InlineData("", "class Store { async Task SaveAsync() => await Task.Delay(1); }", false)]
    [InlineData("public async Task SaveAsync() => await Task.Delay(1);", "class Store { async Task SaveAsync() => await Task.Delay(1).ConfigureAwait(false); }", false)]
    [InlineData("public async Task SaveAsync() => await Task.Delay(1).ConfigureAwait(false);", "class Store { async Task SaveAsync() => await Task.Delay(1); }", true)]
    public async Task A_task_is_awaited_as_the_file_does_it_else_as_the_project_does_it(string member, string otherFile, bool isConfigured)
    {
        var text = await FixPromise.HoldsAsync(
            Desk.Replace("public object Other() => tokens;", "public object Other() => tokens;\n    " + member, StringComparison.Ordinal),
            Setup.Usual with { Documents = [("Store.cs", otherFile)] });
        Assert.Equal(isConfigured, text.Split('\n').Any(static line =>
            line.Contains("GetTokenAsync(context.CancellationToken).ConfigureAwait(false)", StringComparison.Ordinal)));
    }
}

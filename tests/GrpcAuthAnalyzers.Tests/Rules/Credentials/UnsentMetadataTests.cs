using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>What may be done to metadata that nothing sends (1007), and what may send it.</summary>
public sealed class UnsentMetadataTests
{
    private const string Made = "{|GRPCAUTH1007:new Metadata { { \"authorization\", token } }|}";

    [Theory]
    [InlineData("headers.Insert(0, new Metadata.Entry(\"a\", \"b\"));")]
    [InlineData("headers.Clear();")]
    [InlineData("headers.Remove(headers.Get(\"a\") == null ? null! : null!);")]
    [InlineData("headers.RemoveAt(0);")]
    [InlineData("if (headers.Contains(entry)) return;")]
    [InlineData("if (headers.IndexOf(entry) > 0) return;")]
    [InlineData("headers[0] = entry;")]
    [InlineData("if (headers.IsReadOnly) return;")]
    [InlineData("if (headers.GetValue(\"x\") is null) return;")]
    [InlineData("if (headers.GetValue(\"x\") is not null) return;")]
    [InlineData("if (headers.Get(\"x\") != null) return;")]
    [InlineData("if (string.IsNullOrEmpty(headers.GetValue(\"x\"))) return;")]
    [InlineData("if (headers.GetValue(\"x\") == \"y\") return;")]
    [InlineData("if (headers.GetValue(\"x\") != \"y\") return;")]
    [InlineData("if (headers.GetValue(\"x\") is \"y\") return;")]
    [InlineData("if (headers.GetValue(\"x\") is not \"y\") return;")]
    [InlineData("keep(headers[0] = entry);")]
    [InlineData("System.Diagnostics.Debug.WriteLine(headers);")]
    [InlineData("System.Diagnostics.Trace.WriteLine(headers);")]
    [InlineData("ArgumentNullException.ThrowIfNull(headers);")]
    [InlineData("headers = null!;")]
    [InlineData("headers?.Add(entry);")]
    public Task It_is_only_filled_and_looked_at(string statement) => Verify.Reports(Program("var headers = " + Made + "; " + statement));

    [Theory]
    [InlineData("kept = headers[0];")]
    [InlineData("keep(headers.GetValue(\"x\"));")]
    [InlineData("keep(headers.Get(\"x\"));")]
    [InlineData("keep(headers.GetValue(\"x\") + \"y\");")]
    [InlineData("keep(headers.GetValue(\"x\")?.Length);")]
    [InlineData("if (headers.Get(\"x\") is { } found) keep(found);")]
    [InlineData("if (headers.GetValue(\"x\") is string found) keep(found);")]
    [InlineData("headers.GetAll(\"x\").ToList().ForEach(keep);")]
    [InlineData("keep(kept = headers[0]);")]
    [InlineData("keep(headers = null!);")]
    [InlineData("keep(headers ??= null!);")]
    [InlineData("keep(headers?.Get(\"x\"));")]
    [InlineData("headers?.ToList().ForEach(keep);")]
    [InlineData("System.Diagnostics.Activity.Current?.SetTag(\"x\", headers);")]
    [InlineData("Environment.FailFast(headers.ToString());")]
    [InlineData("keep(string.Format(\"{0}\", headers));")]
    [InlineData("logger = (ILogger)(object)headers;")]
    [InlineData("ref var other = ref headers; keep(other);")]
    [InlineData("if (headers is IList<Metadata.Entry> list) keep(list);")]
    [InlineData("Metadata[] all = [headers]; keep(all);")]
    [InlineData("keep(new object[] { headers });")]
    public Task Other_code_may_send_it(string statement) => Verify.Silent(Program("var headers = " + Made.Replace("{|GRPCAUTH1007:", "").Replace("|}", "") + "; " + statement));

    [Theory]
    [InlineData("_headers = «new Metadata { { \"authorization\", token } }»;")]
    [InlineData("this._headers = «new Metadata { { \"authorization\", token } }»;")]
    [InlineData("Desk._shared = «new Metadata { { \"authorization\", token } }»;")]
    [InlineData("_headers ??= «new Metadata { { \"authorization\", token } }»;")]
    [InlineData("_shared ??= «new Metadata { { \"authorization\", token } }»;")]
    [InlineData("_headers = _shared is null ? «new Metadata { { \"authorization\", token } }» : null;")]
    [InlineData("_headers = token is \"\" ? token is \"a\" ? «new Metadata { { \"authorization\", token } }» : null : null;")]
    [InlineData("Metadata given = Shown ?? «new Metadata { { \"authorization\", token } }»;")]
    public Task It_is_kept_in_a_private_field(string statement) => Verify.Reports(Class(statement));

    [Theory]
    [InlineData("other._headers = new Metadata { { \"authorization\", token } };")]
    [InlineData("other._headers ??= new Metadata { { \"authorization\", token } };")]
    [InlineData("Shown = new Metadata { { \"authorization\", token } };")]
    [InlineData("Shown ??= new Metadata { { \"authorization\", token } };")]
    [InlineData("_tagged = new Metadata { { \"authorization\", token } };")]
    [InlineData("Keep(_headers = new Metadata { { \"authorization\", token } });")]
    [InlineData("Keep(_headers ??= new Metadata { { \"authorization\", token } });")]
    [InlineData("_headers = Shown ?? (Shown = new Metadata { { \"authorization\", token } });")]
    [InlineData("Metadata? given = null; Keep(given ??= new Metadata { { \"authorization\", token } });")]
    [InlineData("ref var given = ref _headers; given = new Metadata { { \"authorization\", token } };")]
    public Task It_is_kept_where_other_code_may_find_it(string statement) => Verify.Silent(Class(statement));

    [Theory]
    [InlineData("var headers = {|GRPCAUTH1007:new Metadata { { \"authorization\", args[0] } }|};\nConsole.WriteLine(1);\n", "public class Other\n{\n#if SIGNED\n    private int _x;\n#endif\n}", false)]
    [InlineData("var headers = new Metadata { { \"authorization\", args[0] } };\n#if SIGNED\nConsole.WriteLine(headers);\n#endif\n", "", true)]
    public Task Left_out_code_counts_in_the_member_of_the_metadata(string statements, string types, bool isSilent) =>
        isSilent ? Verify.Silent(statements + types) : Verify.Reports(statements + types.Replace("#if SIGNED\n    private int _x;\n#endif\n", ""));

    [Fact]
    public Task Left_out_code_of_another_method_or_class_does_not_see_a_local() => Verify.Reports("""
        namespace Shop;

        public static class Desk
        {
            public static void Run(string token)
            {
                var headers = {|GRPCAUTH1007:new Metadata { { "authorization", token } }|};
            }

        #if SIGNED
            public static void Other() { }
        #endif
        }
        """);

    [Fact]
    public Task Left_out_code_of_any_part_of_a_class_may_send_a_field() => Verify.Silent("""
        public sealed partial class Desk
        {
            private readonly Metadata _headers = new() { { "authorization", Environment.MachineName } };
        }

        public sealed partial class Desk
        {
        #if SIGNED
            public object Get(Orders.OrdersClient orders) => orders.GetOrder(new OrderRequest(), _headers);
        #endif
        }
        """);

    private static string Program(string statements) => $$"""
        using Microsoft.Extensions.Logging;

        public static class Program
        {
            public static void Run(ILogger logger, Action<object?> keep, Metadata.Entry kept, Metadata.Entry entry, string token)
            {
                {{statements}}
            }
        }
        """;

    private static string Class(string statement) => $$"""
        public sealed class KeptAttribute : Attribute;

        public sealed class Desk
        {
            private static Metadata? _shared;
            private Metadata? _headers;
            [Kept] private Metadata? _tagged;
            internal Metadata? Shown;

            public void Run(Desk other, string token)
            {
                {{statement.Replace("«", "{|GRPCAUTH1007:").Replace("»", "|}")}}
                Console.WriteLine(_tagged is null || _shared is null || _headers is null);
            }

            private static void Keep(Metadata headers) => headers.Clear();
        }
        """;
}

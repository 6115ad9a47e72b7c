using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Origins;

/// <summary>The aliases that the engine lost at first: a pattern variable, a function that returns what it captured or was given.</summary>
public sealed class LostAliasTests
{
    private const string Caller = """
        static class Same { public static T It<T>(this T it) => it; }
        partial class Caller
        {
            static string Token => Environment.GetEnvironmentVariable("TOKEN")!;
            static OrderRequest Request => new();
            static Orders.OrdersClient Client() => new(GrpcChannel.ForAddress("https://orders.example"));
            static Metadata Authorized() => new() { { "authorization", Token } };

        """;

    [Fact]
    public Task A_pattern_variable_holds_it() => Verify.Silent(Caller + """
            Metadata? _field = new();
            void Property() { var h = new Metadata(); if (h is { } p) p.Add("authorization", Token); Client().GetOrder(Request, h); }
            void Declared() { var h = new Metadata(); if (h is Metadata p) p.Add("authorization", Token); Client().GetOrder(Request, h); }
            void Field() { if (_field is { } p) p.Add("authorization", Token); Client().GetOrder(Request, _field); }
        }
        """);

    [Fact]
    public Task A_function_returns_what_it_captured() => Verify.Silent(Caller + """
            void Local() { var h = new Metadata(); Metadata F() => h; F().Add("authorization", Token); Client().GetOrder(Request, h); }
            void Lambda() { var h = new Metadata(); Func<Metadata> f = () => h; f().Add("authorization", Token); Client().GetOrder(Request, h); }
            Func<Metadata> Keep(Metadata h) => () => h;
            void Kept() { var h = new Metadata(); Keep(h)().Add("authorization", Token); Client().GetOrder(Request, h); }
            void Made() { var l = new Lazy<Metadata>(() => new Metadata()); l.Value.Add("authorization", Token); Client().GetOrder(Request, l.Value); }
            IEnumerable<Metadata> All() { var h = new Metadata(); yield return h; Client().GetOrder(Request, h); }
        }
        """);

    [Fact]
    public Task A_method_returns_what_it_was_given() => Verify.Silent(Caller + """
            Metadata It(Metadata h) => h;
            void Chained() { var h = new Metadata(); It(h).Add("authorization", Token); Client().GetOrder(Request, h); }
            void Named() { var h = new Metadata(); var g = It(h); g.Add("authorization", Token); Client().GetOrder(Request, h); }
            void Extension() { var h = new Metadata(); h.It().Add("authorization", Token); Client().GetOrder(Request, h); }
        }
        """);

    [Fact]
    public Task A_ref_local_writes_through() => Verify.Silent(Caller + """
            static Metadata _h = new();
            void Local() { var h = new Metadata(); ref var r = ref h; r = Authorized(); Client().GetOrder(Request, h); }
            void Field() { ref var r = ref _h; r = Authorized(); Client().GetOrder(Request, _h); }
        }
        """);

    [Fact]
    public Task The_headers_of_options_are_the_metadata_that_was_given() => Verify.Silent(Caller + """
            void Options() { var o = new CallOptions(new Metadata()); o.Headers!.Add("authorization", Token); Client().GetOrder(Request, o); }
            void Given() { var h = new Metadata(); var o = new CallOptions(h); o.Headers!.Add("authorization", Token); Client().GetOrder(Request, h); }
        }
        """);

    [Fact]
    public Task An_assignment_gives_what_it_assigns() => Verify.Silent(Caller + """
            Metadata? _kept;
            private Metadata Kept => _kept ??= new();
            void Coalesced() { Metadata? h = null; (h ??= new()).Add("authorization", Token); Client().GetOrder(Request, h); }
            void Assigned() { Metadata h; (h = new()).Add("authorization", Token); Client().GetOrder(Request, h); }
            void Property() { Kept.Add("authorization", Token); Client().GetOrder(Request, _kept!); }
        }
        """);

    [Fact]
    public Task A_member_hands_out_what_a_field_holds() => Verify.Silent(Caller + """
            readonly Metadata _held = new();
            public Metadata Held { get { var h = _held; return h; } }
            void Field() => Client().GetOrder(Request, _held);
            private Metadata Own { get; } = new();
            public Metadata Get() => Own;
            void Property() => Client().GetOrder(Request, Own);
        }
        """);

    [Fact]
    public Task A_jump_back_is_a_loop() => Verify.Silent(Caller + """
            void Retry(bool retry) { var h = new Metadata(); again: Client().GetOrder(Request, h); h.Add("authorization", Token); if (retry) goto again; }
        }
        """);

    [Fact]
    public Task A_partial_method_is_its_implementation() => Verify.Silent(Caller + """
            partial void Fill(Metadata h);
            partial void Fill(Metadata h) => h.Add("authorization", Token);
            void Call() { var h = new Metadata(); Fill(h); Client().GetOrder(Request, h); }
        }
        """);

    [Fact]
    public Task The_ninth_constant_counts() => Verify.Silent(Caller + """
            void Call(int n)
            {
                var name = "x-a";
                if (n > 1) name = "x-a";
                if (n > 2) name = "x-a";
                if (n > 3) name = "x-a";
                if (n > 4) name = "x-a";
                if (n > 5) name = "x-a";
                if (n > 6) name = "x-a";
                if (n > 7) name = "x-a";
                if (n > 8) name = "authorization";
                Client().GetOrder(Request, new Metadata { { name, Token } });
            }
        }
        """);

    [Fact]
    public Task The_order_of_documents_is_not_the_order_of_locations() => Verify.Reports(
        """class Caller { void Call() => {|GRPCAUTH1001:Wires.Client.GetOrder|}(new OrderRequest()); void Set() => Wires.Client = new(GrpcChannel.ForAddress("https://a")); }""",
        Setup.Usual with
        {
            Documents =
            [
                ("Wires.cs", """static class Wires { internal static Orders.OrdersClient Client = new(GrpcChannel.ForAddress("https://b")); }"""),
                ("Other.cs", """class Other { void Set() => Wires.Client = new(GrpcChannel.ForAddress("https://c")); }"""),
            ],
        });
}

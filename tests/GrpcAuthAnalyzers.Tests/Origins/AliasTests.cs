using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Origins;

/// <summary>An object that is empty where it is made, and gets its credential through another name for it: no call here may be reported.</summary>
public sealed class AliasTests
{
    private const string Caller = """
        using Grpc.Core.Interceptors;
        abstract partial class Caller
        {
            static string Token => Environment.GetEnvironmentVariable("TOKEN")!;
            static OrderRequest Request => new();
            static Orders.OrdersClient Client() => new(GrpcChannel.ForAddress("https://orders.example"));
            static Metadata Authorize(Metadata headers) { headers.Add("authorization", Token); return headers; }
            static CallInvoker Secure() => GrpcChannel.ForAddress("https://orders.example").Intercept(Authorize);

        """;

    [Fact]
    public Task Collections_tuples_and_anonymous_types_hold_it() => Verify.Silent(Caller + """
            void Array() { var h = new Metadata(); foreach (var x in new[] { h }) x.Add("authorization", Token); Client().GetOrder(Request, h); }
            void List() { var h = new Metadata(); List<Metadata> l = [h]; l[0].Add("authorization", Token); Client().GetOrder(Request, h); }
            void Queue() { var h = new Metadata(); var q = new Queue<Metadata>(); q.Enqueue(h); q.Dequeue().Add("authorization", Token); Client().GetOrder(Request, h); }
            void Tuple() { var h = new Metadata(); var t = (h, 1); t.h.Add("authorization", Token); Client().GetOrder(Request, h); }
            void TupleItem() { var t = (new Metadata(), 1); t.Item1.Add("authorization", Token); Client().GetOrder(Request, t.Item1); }
            void Anonymous() { var h = new Metadata(); var t = new { h }; t.h.Add("authorization", Token); Client().GetOrder(Request, h); }
            void Deconstructed() { var (h, _) = Make(); Client().GetOrder(Request, h); (Metadata, int) Make() => (new Metadata { { "authorization", Token } }, 1); }
            void Expression() { Metadata h = [new Metadata.Entry("authorization", Token)]; Client().GetOrder(Request, h); }
        }
        """);

    [Fact]
    public Task Another_type_holds_it() => Verify.Silent(Caller + """
            void Object() { object o = new Metadata(); (o as Metadata)!.Add("authorization", Token); Client().GetOrder(Request, (Metadata)o); }
            void Interface() { IList<Metadata.Entry> l = new Metadata(); l.Add(new("authorization", Token)); Client().GetOrder(Request, (Metadata)l); }
            void Cast() { var h = new Metadata(); ((IList<Metadata.Entry>)h).Add(new("authorization", Token)); Client().GetOrder(Request, h); }
            void Dynamic() { var h = new Metadata(); dynamic d = h; d.Add("authorization", Token); Client().GetOrder(Request, h); }
            void Switch() { var h = new Metadata(); switch (h) { case { } p: p.Add("authorization", Token); break; } Client().GetOrder(Request, h); }
            void Late() { var t = Task.FromResult(new Metadata()); t.Result.Add("authorization", Token); Client().GetOrder(Request, t.Result); }
            void Options() { var h = new Metadata(); var o = new CallOptions(h); h.Add("authorization", Token); Client().GetOrder(Request, o); }
        }
        """);

    [Fact]
    public Task Delegates_and_methods_fill_it() => Verify.Silent(Caller + """
            event Action<Metadata>? Sending;
            Action<Metadata> _fill = _ => { };
            protected virtual void Fill(Metadata h) { }
            protected virtual Metadata Make() => new();
            void Event() { var h = new Metadata(); Sending?.Invoke(h); Client().GetOrder(Request, h); }
            void Delegate() { var h = new Metadata(); _fill(h); Client().GetOrder(Request, h); }
            void Virtual() { var h = new Metadata(); Fill(h); Client().GetOrder(Request, h); Client().GetOrder(Request, Make()); }
            void Group() { var h = new Metadata(); Action<string, string> add = h.Add; add("authorization", Token); Client().GetOrder(Request, h); }
            void Lambda() { var h = new Metadata(); void Apply(Action<Metadata> a) => a(h); Apply(m => m.Add("authorization", Token)); Client().GetOrder(Request, h); }
            void Each() { var h = new Metadata(); new List<Metadata.Entry> { new("authorization", Token) }.ForEach(h.Add); Client().GetOrder(Request, h); }
            void Recursive() { var h = new Metadata(); Again(h, 3); Client().GetOrder(Request, h); }
            void Again(Metadata h, int n) { if (n == 0) h.Add("authorization", Token); else Again(h, n - 1); }
            void Deep() { var h = new Metadata(); A(h); Client().GetOrder(Request, h); }
            void A(Metadata h) => B(h);
            void B(Metadata h) => C(h);
            void C(Metadata h) => D(h);
            void D(Metadata h) => E(h);
            void E(Metadata h) => h.Add("authorization", Token);
        }
        """);

    [Fact]
    public Task Objects_of_the_project_keep_it() => Verify.Silent(Caller + """
            class Keeper
            {
                private Metadata? _kept;
                public Metadata? Given { get; set; }
                public Metadata? Field;
                public Keeper() { }
                public Keeper(Metadata h) => _kept = h;
                public void Keep(Metadata h) => _kept = h;
                public void Fill() { _kept?.Add("authorization", Token); Given?.Add("authorization", Token); Field?.Add("authorization", Token); }
            }
            class Primary(Metadata h) { public void Fill() => h.Add("authorization", Token); }
            void Method() { var h = new Metadata(); var k = new Keeper(); k.Keep(h); k.Fill(); Client().GetOrder(Request, h); }
            void Constructor() { var h = new Metadata(); new Keeper(h).Fill(); Client().GetOrder(Request, h); }
            void PrimaryConstructor() { var h = new Metadata(); new Primary(h).Fill(); Client().GetOrder(Request, h); }
            void Property() { var h = new Metadata(); new Keeper { Given = h }.Fill(); Client().GetOrder(Request, h); }
            void PublicField() { var h = new Metadata(); var k = new Keeper(); k.Field = h; k.Fill(); Client().GetOrder(Request, h); }
        }
        """);

    [Fact]
    public Task Fields_are_filled_elsewhere() => Verify.Silent(Caller + """
            static Metadata _returned = new();
            static Metadata Returned() => _returned;
            static Metadata _got = new();
            static Metadata Got => _got;
            static Metadata? _exchanged = new();
            static Metadata _referred = new();
            static ref Metadata Referred() => ref _referred;
            void Method() { Returned().Add("authorization", Token); Client().GetOrder(Request, _returned); }
            void Property() { Got.Add("authorization", Token); Client().GetOrder(Request, _got); }
            void Exchange() { Interlocked.Exchange(ref _exchanged, Authorize(new Metadata())); Client().GetOrder(Request, _exchanged); }
            void RefReturn() { Referred() = Authorize(new Metadata()); Client().GetOrder(Request, _referred); }
        }
        """);

    [Fact]
    public Task Variables_get_another_object() => Verify.Silent(Caller + """
            void Lambda() { var c = Client(); Action a = () => c = new Orders.OrdersClient(Secure()); a(); c.GetOrder(Request); }
            void Swap() { var c = Client(); var other = new Orders.OrdersClient(Secure()); (c, other) = (other, c); c.GetOrder(Request); }
            void Out() { var c = Client(); Make(out c); c.GetOrder(Request); void Make(out Orders.OrdersClient o) => o = new Orders.OrdersClient(Secure()); }
            void Ref() { var o = new CallOptions(); Auth(ref o); Client().GetOrder(Request, o); void Auth(ref CallOptions x) => x = x.WithHeaders(Authorize(new())); }
            void With() { var o = new CallOptions(); o = o with { }; o = o.WithHeaders(Authorize(new())); Client().GetOrder(Request, o); }
            void Invoker() { CallInvoker i = GrpcChannel.ForAddress("https://a").CreateCallInvoker(); i = i.Intercept(Authorize); new Orders.OrdersClient(i).GetOrder(Request); }
        }
        """);

    [Fact]
    public Task Header_names_are_made_of_more_than_one_constant() => Verify.Silent(Caller + """
            void Choice(int n) { var name = n switch { 0 => "authorization", _ => "x" }; Client().GetOrder(Request, new Metadata { { name, Token } }); }
            void Format() => Client().GetOrder(Request, new Metadata { { string.Format("{0}ization", "author"), Token } });
            void Concat() => Client().GetOrder(Request, new Metadata { { string.Concat("author", "ization"), Token } });
            void Lower() => Client().GetOrder(Request, new Metadata { { "AUTHORIZATION".ToLower(), Token } });
            void Loop() { foreach (var n in new[] { "x-a", "authorization" }) Client().GetOrder(Request, new Metadata { { n, Token } }); }
            void Pairs() { var h = new Metadata(); foreach (var (k, v) in new Dictionary<string, string> { ["authorization"] = Token }) h.Add(k, v); Client().GetOrder(Request, h); }
            void Insert() { var h = new Metadata(); h.Insert(0, new Metadata.Entry("authorization", Token)); Client().GetOrder(Request, h); }
            void Indexer() { var h = new Metadata { { "x", "y" } }; h[0] = new Metadata.Entry("authorization", Token); Client().GetOrder(Request, h); }
        }
        """);

    [Fact]
    public Task Types_of_the_project_add_the_credential() => Verify.Silent(Caller + """
            class Http : HttpClient { public Http() => DefaultRequestHeaders.Add("authorization", Token); }
            class Handler : HttpClientHandler
            {
                protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage r, CancellationToken c) { r.Headers.Authorization = new("Bearer", Token); return base.SendAsync(r, c); }
            }
            class AuthorizedClient(ChannelBase channel) : Orders.OrdersClient(channel.Intercept(Authorize));
            class OverridingClient(ChannelBase channel) : Orders.OrdersClient(channel)
            {
                public override Order GetOrder(OrderRequest r, CallOptions o) => base.GetOrder(r, o.WithHeaders(Authorize(new())));
            }
            class SecureChannel() : ChannelBase("a") { public override CallInvoker CreateCallInvoker() => Secure(); }
            abstract class Base(HttpMessageHandler inner) : DelegatingHandler(inner)
            {
                protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage r, CancellationToken c) { Do(r); return base.SendAsync(r, c); }
                protected abstract void Do(HttpRequestMessage r);
            }
            class Derived(HttpMessageHandler inner) : Base(inner) { protected override void Do(HttpRequestMessage r) => r.Headers.Add("authorization", Token); }
            static GrpcChannel With(HttpMessageHandler handler) => GrpcChannel.ForAddress("https://a", new() { HttpHandler = handler });
            static T Make<T>() where T : new() => new();
            class Created() : Orders.OrdersClient(Secure());
            void Client1() => new Orders.OrdersClient(GrpcChannel.ForAddress("https://a", new() { HttpClient = new Http() })).GetOrder(Request);
            void Client2() => new Orders.OrdersClient(With(new Handler())).GetOrder(Request);
            void Client3() => new Orders.OrdersClient(With(new Derived(new SocketsHttpHandler()))).GetOrder(Request);
            void Client4() => new AuthorizedClient(GrpcChannel.ForAddress("https://a")).GetOrder(Request);
            void Client5() => new OverridingClient(GrpcChannel.ForAddress("https://a")).GetOrder(Request);
            void Client6() { Orders.OrdersClient c = new OverridingClient(GrpcChannel.ForAddress("https://a")); c.GetOrder(Request); }
            void Client7() => new Orders.OrdersClient(new SecureChannel()).GetOrder(Request);
            void Client8() => Make<Created>().GetOrder(Request);
        }
        """);
}

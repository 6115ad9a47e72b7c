using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification.Promises;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>Each promise can be broken: a fix that breaks exactly that one fails, and the failure says which.</summary>
public sealed class FixPromiseTests
{
    private const string One = "class {|TEST0001:SHOUTED|} { }";
    private const string Two = "class {|TEST0001:SHOUTED|} { }\nclass {|TEST0001:LOUD|} { }";

    [Fact]
    public async Task A_fix_that_does_what_it_says_passes()
    {
        await With(new RewriteShoutedNames(Lower)).ReportsAsync(One, Setup.Usual);
        await With(new RewriteShoutedNames(Lower)).ReportsAsync(Two, Setup.Usual);
        await With(new RewriteShoutedNames(Lower)).ReportsAsync("class {|TEST0001:SHOUTED|} { } // why", Setup.Usual);
    }

    [Fact]
    public Task It_changes_nothing() => Breaks(new RewriteShoutedNames(static (name, _) => name), "changes nothing");

    [Fact]
    public Task The_result_does_not_compile() => Breaks(new RewriteShoutedNames(static (_, _) => "Quiet : Missing"), "CS0246");

    [Fact]
    public Task The_result_has_a_new_warning_of_the_compiler() =>
        Breaks(new RewriteShoutedNames(static (_, _) => "Quiet { private int _unused; } class Other"), "CS0169");

    [Fact]
    public Task The_result_has_a_new_warning_of_nullable_code() =>
        Breaks(new RewriteShoutedNames(static (_, _) => "Quiet { private string Name() => null; } class Other"), "CS8603");

    [Fact]
    public Task Another_report_comes() => Breaks(new RewriteShoutedNames(static (_, _) => "LOUD { } class LOUDER"), "brings a new report");

    [Theory]
    [InlineData("class Other { } class {|TEST0001:SHOUTED|} { }")]
    [InlineData("class {|TEST0001:SHOUTED|} { } class Other { }")]
    [InlineData("class {|TEST0001:SHOUTED|} { class Other { } }\r\n\r\nclass {|TEST0001:LOUD|} { }")]
    public Task A_report_goes_to_other_code(string source) =>
        Breaks(new RewriteShoutedNames(Lower) { Elsewhere = ("Other", "OTHER") }, "brings a new report", source);

    [Theory]
    [InlineData(DiagnosticSeverity.Info, DiagnosticSeverity.Warning, true)]
    [InlineData(DiagnosticSeverity.Info, DiagnosticSeverity.Info, false)]
    [InlineData(DiagnosticSeverity.Warning, DiagnosticSeverity.Info, false)]
    public async Task A_report_becomes_more_severe(DiagnosticSeverity before, DiagnosticSeverity after, bool isNew)
    {
        var project = await ProjectUnderTest.CreateAsync(One, Setup.Usual);
        var report = Assert.Single((await Analysis.OfAsync(project, new ShoutedNames())).Reports);
        var change = new FixChange([], project, new Found([Of(before)], []), project, new Found([Of(after)], []));
        Assert.Equal(isNew, await NewReports.NoneComesAsync(change, whatFollows: false) is not null);

        Diagnostic Of(DiagnosticSeverity severity) => Diagnostic.Create(report.Descriptor, report.Location, severity, null, null, "SHOUTED");
    }

    [Theory]
    [InlineData("\"Bearer archive-writer-88c4\".Length")]
    [InlineData("@\"Bearer archive-writer-88c4\".Length")]
    [InlineData("\"archive-writer-88c4\".Length")]
    public async Task A_secret_is_written_once_more(string more)
    {
        const string Source = """class Desk { void Fill(Metadata headers) => headers.Add("authorization", {|GRPCAUTH2001:"Bearer archive-writer-88c4"|}); }""";
        var fix = new RewriteShoutedNames((_, _) => $"Environment.MachineName + {more} + {more}") { Id = "GRPCAUTH2001" };
        await Fails(() => new Verifier(Verify.ProductAnalyzer, [fix]).ReportsAsync(Source, Setup.Usual), "writes once more");
    }

    [Fact]
    public async Task A_reported_expression_is_written_once_more()
    {
        const string Source = """
            class Desk(Orders.OrdersClient client)
            {
                private static readonly Metadata Headers = {|GRPCAUTH3001:new Metadata { { "authorization", "Bearer " + System.IO.File.ReadAllText("token").Trim() } }|};

                public void Get() => client.GetOrder(new OrderRequest(), Headers);
            }
            """;
        var fix = new RewriteShoutedNames(static (text, _) => $"Environment.MachineName == \"a\" ? {text} : {text}") { Id = "GRPCAUTH3001" };
        await Fails(() => new Verifier(Verify.ProductAnalyzer, [fix]).ReportsAsync(Source, Setup.Usual), "writes once more");
    }

    [Theory]
    [InlineData("new Metadata { { \"authorization\", Token() } }", "")]
    [InlineData("Headers", ", Headers")]
    public async Task What_follows_from_a_repaired_call_may_come_unless_a_test_forbids_it(string first, string second)
    {
        var project = await ProjectUnderTest.CreateAsync($$"""
            public sealed class Desk(Orders.OrdersClient orders)
            {
                private static readonly Metadata Headers = new Metadata { { "authorization", Token() } };

                public Order Get() => orders.GetOrder(new OrderRequest(), {{first}});

                public object List() => orders.ListOrders(new OrderRequest(){{second}});

                private static string Token() => System.IO.File.ReadAllText("token").Trim();
            }
            """, Setup.Usual);
        var promise = new FixPromise(Verify.ProductAnalyzer, Verify.ProductFixes);
        await promise.KeptAsync(project);
        await Fails(() => new FixPromise(Verify.ProductAnalyzer, Verify.ProductFixes) { MayBringWhatFollows = false }.KeptAsync(project), "GRPCAUTH1004");
    }

    [Theory]
    [InlineData("x-api-key", "x-region")]
    [InlineData("x-region", "x-api-key")]
    [InlineData("{ HttpHandler", "{ Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor(Credentials)), HttpHandler")]
    [InlineData("Plain(o)", "o.CallOptionsActions.Add(c => c.CallOptions = c.CallOptions.WithHeaders(Headers))")]
    public Task Another_call_or_registration_changes(string there, string written) => Breaks(
        new RewriteShoutedNames(Lower) { Elsewhere = (there, written) },
        "changes a call or registration",
        """
        using Grpc.Net.ClientFactory;
        using Microsoft.Extensions.DependencyInjection;

        class {|TEST0001:SHOUTED|} { }

        static class Desk
        {
            static readonly GrpcChannelOptions Options = new GrpcChannelOptions { HttpHandler = null };
            static readonly Metadata Region = new Metadata { { "x-region", Environment.MachineName } };
            static readonly Metadata Headers = new Metadata { { "x-api-key", Environment.MachineName } };

            static void Run(Orders.OrdersClient client, IServiceCollection services)
            {
                client.GetOrder(new OrderRequest(), Headers);
                new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com", Options)).GetOrder(new OrderRequest(), Region);
                services.AddGrpcClient<Orders.OrdersClient>(Configure);
            }

            static void Configure(GrpcClientFactoryOptions o) => Plain(o);

            static void Plain(GrpcClientFactoryOptions o) => o.Address = new Uri("https://orders.example.com");

            static Task Credentials(AuthInterceptorContext context, Metadata metadata) => Task.CompletedTask;
        }
        """);

    [Theory]
    [InlineData("// licence\nusing System;\n\nclass {|TEST0001:SHOUTED|} { }", "// licence", "using System.IO;\n// licence", "writes above the comment")]
    [InlineData("#region Licence\n// licence\n#endregion\n\nclass {|TEST0001:SHOUTED|} { }", "#region", "using System.IO;\n\n#region", "writes above the comment")]
    [InlineData("using System;\nusing System.Text;\n\nclass {|TEST0001:SHOUTED|} { }", "using System.Text;", "using System.Text;\nusing System.IO;", "its sorted one")]
    [InlineData("class {|TEST0001:SHOUTED|} { }\n\nclass Other { }\n", "\n\n", "\r\n\r\n", "mixes the line breaks")]
    public Task The_head_or_the_line_breaks_of_the_file_change(string source, string there, string written, string because) =>
        Breaks(new RewriteShoutedNames(Lower) { Elsewhere = (there, written) }, because, source);

    [Theory]
    [InlineData("System.Environment.GetEnvironmentVariable(\"TOKEN\")")]
    [InlineData("Other.Configuration[\"Token\"]")]
    public async Task A_browser_reads_configuration_or_environment(string read)
    {
        const string Source = """
            class {|TEST0001:SHOUTED|} { }

            static class Other
            {
                internal static readonly Dictionary<string, string?> Configuration = new();
                internal static string? Token = null;
            }
            """;
        var fix = With(new RewriteShoutedNames(Lower) { Elsewhere = ("null;", read + ";") });
        await fix.ReportsAsync(Source, Setup.Usual);
        await Fails(() => fix.ReportsAsync(Source, Setup.Usual with { GlobalConfig = BrowserReads.Property + " = true" }), "in a browser");
    }

    [Fact]
    public Task A_line_becomes_too_long() => Breaks(new RewriteShoutedNames(static (_, _) => new string('a', 141)), "writes a line of");

    [Fact]
    public Task The_report_is_still_there() => Breaks(new RewriteShoutedNames(static (_, _) => "STILL"), "leaves reports");

    [Fact]
    public Task After_all_is_done_there_is_more_to_do() =>
        Breaks(new RewriteShoutedNames(Lower) { IsOffered = static (name, shouted) => name == "SHOUTED" || shouted == 1 }, "has more to do", Two);

    [Fact]
    public Task The_layout_is_not_that_of_dotnet_format() => Breaks(new RewriteShoutedNames(static (_, _) => "Quiet  {   } class Other"), "leaves a layout");

    [Fact]
    public Task A_comment_is_lost() => Breaks(
        new RewriteShoutedNames(Lower) { Finish = static text => text.Replace(" // why", "", StringComparison.Ordinal) },
        "loses // why",
        "class {|TEST0001:SHOUTED|} { } // why");

    [Theory]
    [InlineData(FixAllScope.Solution, "in the solution")]
    [InlineData(FixAllScope.Document, "in the document")]
    public Task Another_scope_does_something_else(FixAllScope scope, string because) =>
        Breaks(new RewriteShoutedNames(Lower) { FixAll = new FixAllOfOneScope(scope) }, because);

    [Fact]
    public Task There_is_no_fix_all() => Breaks(new RewriteShoutedNames(Lower) { FixAll = null }, "no fix-all");

    [Fact]
    public Task One_by_one_ends_in_another_text() =>
        Breaks(new RewriteShoutedNames(static (name, shouted) => name.ToLowerInvariant() + "Of" + shouted), "does something else one by one", Two);

    [Fact]
    public async Task A_title_shows_a_secret()
    {
        const string Source = """class Desk { void Fill(Metadata headers) => headers.Add("authorization", {|GRPCAUTH2001:"Bearer archive-writer-88c4"|}); }""";
        var fix = new RewriteShoutedNames(static (_, _) => "Environment.MachineName") { Id = "GRPCAUTH2001" };
        await new Verifier(Verify.ProductAnalyzer, [fix]).ReportsAsync(Source, Setup.Usual);

        var telling = new RewriteShoutedNames(static (_, _) => "Environment.MachineName") { Id = "GRPCAUTH2001", Title = static text => "Replace " + text };
        await Fails(() => new Verifier(Verify.ProductAnalyzer, [telling]).ReportsAsync(Source, Setup.Usual), "shows a secret");
    }

    [Theory]
    [InlineData("rewrite the name")]
    [InlineData("Rewrite the name.")]
    [InlineData("Rewrite the name (it is loud)")]
    [InlineData("Rewrite a name that is so loud that nobody who reads this title is still listening at its end")]
    public Task A_title_is_not_plain(string title) => Breaks(new RewriteShoutedNames(Lower) { Title = _ => title }, "not plain");

    [Fact]
    public async Task The_order_of_the_fixes_shows_in_the_text()
    {
        var project = await ProjectUnderTest.CreateAsync(One, Setup.Usual);
        var (quiet, silent) = (new RewriteShoutedNames(static (_, _) => "Quiet"), new RewriteShoutedNames(static (_, _) => "Silent"));
        Assert.Equal("class Quiet { }", await new FixPromise(new ShoutedNames(), [quiet]).InAnyOrderAsync(project));
        await Fails(() => new FixPromise(new ShoutedNames(), [quiet, silent]).InAnyOrderAsync(project), "Silent");
    }

    [Fact]
    public async Task A_program_without_a_report_or_with_an_error_proves_nothing()
    {
        var promise = new FixPromise(new ShoutedNames(), [new RewriteShoutedNames(Lower)]);
        var (quiet, broken) = (await ProjectUnderTest.CreateAsync("class Quiet { }", Setup.Usual), await ProjectUnderTest.CreateAsync(One + " class Broken : Missing { }", Setup.Usual));
        await Fails(() => promise.InAnyOrderAsync(quiet), "Assert.Contains");
        await Fails(() => promise.InAnyOrderAsync(broken), "CS0246");
    }

    private static string Lower(string name, int shouted) => name.ToLowerInvariant() + "Name";

    private static Verifier With(RewriteShoutedNames fix) => new(new ShoutedNames(), [fix]);

    private static Task Breaks(RewriteShoutedNames fix, string because, string source = One) => Fails(() => With(fix).ReportsAsync(source, Setup.Usual), because);

    private static async Task Fails(Func<Task> run, string because)
    {
        var failure = await Record.ExceptionAsync(run);
        Assert.NotNull(failure);
        Assert.Contains(because, failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Fix-all that lowers the name, and adds a letter to it in this scope only.</summary>
    private sealed class FixAllOfOneScope(FixAllScope scope) : FixAllProvider
    {
        public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
        {
            var text = await fixAllContext.Document!.GetTextAsync();
            var report = Assert.Single(await fixAllContext.GetDocumentDiagnosticsAsync(fixAllContext.Document));
            var name = Lower(text.ToString(report.Location.SourceSpan), 1) + (fixAllContext.Scope == scope ? "X" : "");
            var changed = fixAllContext.Document.WithText(text.WithChanges(new TextChange(report.Location.SourceSpan, name)));
            return CodeAction.Create("Rewrite all", _ => Task.FromResult(changed));
        }
    }
}

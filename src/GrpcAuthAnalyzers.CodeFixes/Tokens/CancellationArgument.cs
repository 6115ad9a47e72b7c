using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>Where a read of a token takes its cancellation token.</summary>
internal sealed class CancellationArgument
{
    private CancellationArgument(TextSpan position) => Position = position;

    /// <summary>What the code hands over today; null when it hands over none.</summary>
    internal ExpressionSyntax? Written { get; private init; }

    /// <summary>The method has an optional parameter for it, and the code leaves it out.</summary>
    internal bool IsLeftOut { get; private init; }

    /// <summary>What goes before the cancellation token: a comma, and its name where its turn is not next. Empty where the code hands one over.</summary>
    internal string Prefix { get; private init; } = "";

    /// <summary>Where the cancellation token is written, or would be; the end of the read when it takes none.</summary>
    internal TextSpan Position { get; }

    internal static CancellationArgument In(SourceFile file, ExpressionSyntax read)
    {
        var written = read.DescendantNodes().OfType<ArgumentSyntax>()
            .FirstOrDefault(a => file.Model.GetTypeInfo(a.Expression).ConvertedType is { } type && type.IsCancellationToken());
        if (written is not null)
            return new CancellationArgument(written.Expression.Span) { Written = written.Expression };

        // The call that gives the token, not one in its arguments or in front of it.
        if (CurrentTokenRead.Bare(read) is not InvocationExpressionSyntax call
            || file.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol method
            || method.Parameters.FirstOrDefault(static p => p.IsOptional && p.Type.IsCancellationToken()) is not { } parameter)
        {
            return new CancellationArgument(new TextSpan(read.Span.End, 0));
        }

        var arguments = call.ArgumentList.Arguments;
        var isNext = arguments.Count == parameter.Ordinal && arguments.All(static a => a.NameColon is null);
        var prefix = (arguments.Count > 0 ? ", " : "") + (isNext ? "" : parameter.Name + ": ");
        return new CancellationArgument(new TextSpan(call.ArgumentList.CloseParenToken.SpanStart, 0)) { IsLeftOut = true, Prefix = prefix };
    }
}

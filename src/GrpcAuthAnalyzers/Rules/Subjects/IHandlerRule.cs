using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for every class that derives from <c>DelegatingHandler</c>.</summary>
internal interface IHandlerRule : IRule
{
    /// <summary>
    /// Reports the class if it has the defect; reports nothing if that, or whether gRPC uses the handler, is unknown. A partial
    /// class is checked once, at its first part.
    /// </summary>
    void Check(INamedTypeSymbol handler, ClassDeclarationSyntax declaration, RuleContext context);
}

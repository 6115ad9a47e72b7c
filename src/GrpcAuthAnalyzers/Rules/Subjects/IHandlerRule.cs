using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule that is asked about every class that derives from <c>DelegatingHandler</c>.</summary>
internal interface IHandlerRule : IRule
{
    /// <summary>
    /// Reports the class when it has the defect; says nothing when that, or whether gRPC uses the handler, is not known. A partial
    /// class is asked about once, at its first part.
    /// </summary>
    void Check(INamedTypeSymbol handler, ClassDeclarationSyntax declaration, RuleContext context);
}

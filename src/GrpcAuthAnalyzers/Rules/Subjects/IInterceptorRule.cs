using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for every class that derives from <c>Grpc.Core.Interceptors.Interceptor</c>.</summary>
internal interface IInterceptorRule : IRule
{
    /// <summary>
    /// Reports the class if it has the defect; reports nothing if that is unknown. A partial class is checked once, at its
    /// first part.
    /// </summary>
    void Check(INamedTypeSymbol interceptor, ClassDeclarationSyntax declaration, RuleContext context);
}

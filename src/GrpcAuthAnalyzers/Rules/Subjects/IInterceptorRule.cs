using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule that is asked about every class that derives from <c>Grpc.Core.Interceptors.Interceptor</c>.</summary>
internal interface IInterceptorRule : IRule
{
    /// <summary>
    /// Reports the class when it has the defect; says nothing when that is not known. A partial class is asked about once, at its
    /// first part.
    /// </summary>
    void Check(INamedTypeSymbol interceptor, ClassDeclarationSyntax declaration, RuleContext context);
}

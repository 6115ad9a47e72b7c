using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>
/// Tells whether a provider needs the credential that is being written: its code runs through the place, or it calls over the channel
/// or client that gets the credential. Such a provider would call itself forever.
/// </summary>
internal sealed class CredentialLoop
{
    private const int MostBodies = 300;

    // Binding is what a body costs: a menu must not wait for it.
    private const int MostNames = 5_000;

    private readonly SourceFile _file;
    private readonly SyntaxNode _place;
    private readonly CancellationToken _cancellation;
    private CredentialTarget? _target;

    internal CredentialLoop(SourceFile file, SyntaxNode place, CancellationToken cancellation)
    {
        _file = file;
        _place = place;
        _cancellation = cancellation;
    }

    private CredentialTarget Target => _target ??= new CredentialTarget(_file, _place);

    /// <summary>
    /// A provider was found that needs the credential: what gets it is what the provider signs in with, and no other credential belongs there either. A
    /// provider with more code than can be looked through does not count.
    /// </summary>
    internal bool IsClosed { get; private set; }

    /// <summary>True when the variable or member is made of the channel that gets the credential.</summary>
    internal bool Holds(ISymbol symbol) => Target.Holds(symbol) && Close();

    /// <summary>
    /// True when the method, called on the receiver if there is one, comes back to the credential. Generated code and code of other
    /// assemblies is taken not to; more code than can be looked through is taken to.
    /// </summary>
    internal bool IsClosedBy(IMethodSymbol method, ISymbol? receiver)
    {
        if (receiver is not null && receiver is not IMethodSymbol && Holds(receiver))
            return true;

        return LeadsBack(
            method.MethodKind == MethodKind.DelegateInvoke && receiver is not null ? BodiesOf(method).Concat(ValuesOf(receiver)) : BodiesOf(method));
    }

    /// <summary>True when an expression that is to be evaluated at the place comes back to the credential.</summary>
    internal bool IsClosedBy(ExpressionSyntax expression) => LeadsBack(new[] { expression });

    /// <summary>True when one of the methods of a class that the project declares comes back to the credential.</summary>
    internal bool IsClosedBy(INamedTypeSymbol type) => LeadsBack(type.GetMembers().OfType<IMethodSymbol>().SelectMany(BodiesOf));

    private bool LeadsBack(IEnumerable<SyntaxNode> code)
    {
        var bodies = new Queue<SyntaxNode>();
        var seen = new HashSet<SyntaxNode>();
        var names = 0;
        Enqueue(code);
        while (bodies.Count > 0)
        {
            if (seen.Count > MostBodies)
                return true;

            _cancellation.ThrowIfCancellationRequested();
            var body = bodies.Dequeue();
            if (body.SyntaxTree == _file.Root.SyntaxTree && body.Span.Contains(_place.Span))
                return Close();

            var model = _file.Compilation.GetSemanticModel(body.SyntaxTree);
            foreach (var name in body.DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
            {
                if (++names > MostNames)
                    return true;
                if (model.GetSymbolInfo(name, _cancellation).Symbol is not { } symbol)
                    continue;
                if (Target.Holds(symbol) || Target.Covers(symbol as ITypeSymbol) || Target.Covers(model.GetTypeInfo(name, _cancellation).Type))
                    return Close();

                Enqueue(symbol is IMethodSymbol called
                    ? BodiesOf(called.ReducedFrom ?? called)
                    : symbol is IFieldSymbol or IPropertySymbol ? ValuesOf(symbol) : Enumerable.Empty<SyntaxNode>());
            }
        }

        return false;

        void Enqueue(IEnumerable<SyntaxNode> nodes)
        {
            foreach (var node in nodes)
            {
                // The classes of one .proto file mention each other without end.
                if (!GeneratedFile.Is(node.SyntaxTree) && seen.Add(node))
                    bodies.Enqueue(node);
            }
        }
    }

    private bool Close() => IsClosed = true;

    /// <summary>The code of a method; where several bodies are possible, all of them.</summary>
    private IEnumerable<SyntaxNode> BodiesOf(IMethodSymbol method) =>
        from possible in PossibleMethods.Of(method, _file.Compilation, _cancellation)
        from reference in possible.DeclaringSyntaxReferences
        where _file.Compilation.ContainsSyntaxTree(reference.SyntaxTree)
        let declaration = reference.GetSyntax(_cancellation)
        // The declaration of a type is its primary constructor: nothing runs there.
        where declaration is not TypeDeclarationSyntax
        select declaration;

    /// <summary>The initializers and accessors of a variable or member, and what is assigned to it in its own type.</summary>
    private IEnumerable<SyntaxNode> ValuesOf(ISymbol symbol)
    {
        foreach (var reference in symbol.DeclaringSyntaxReferences.Where(r => _file.Compilation.ContainsSyntaxTree(r.SyntaxTree)))
        {
            yield return reference.GetSyntax(_cancellation);
            if (symbol is not (IFieldSymbol or IPropertySymbol)
                || reference.GetSyntax(_cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
                continue;

            foreach (var assignment in type.DescendantNodes().OfType<AssignmentExpressionSyntax>())
            {
                var target = assignment.Left is MemberAccessExpressionSyntax member ? member.Name : assignment.Left as SimpleNameSyntax;
                if (target?.Identifier.ValueText == symbol.Name)
                    yield return assignment.Right;
            }
        }
    }
}

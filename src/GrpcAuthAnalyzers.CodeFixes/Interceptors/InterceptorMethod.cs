using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Grpc;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Interceptors;

/// <summary>A method of a client interceptor that a fix writes into: its context, and the text that carries headers and credentials over.</summary>
internal sealed class InterceptorMethod
{
    private readonly List<(TextSpan Scope, string Name)> _written = new();

    internal InterceptorMethod(SourceFile file, MethodDeclarationSyntax method, FixPlanBuilder plan)
    {
        File = file;
        Method = method;
        Plan = plan;
        var contexts = method.ParameterList.Parameters
            .Where(p => p.Type is not null && GrpcSymbols.Is(file.Model.GetTypeInfo(p.Type).Type, file.Symbols?.ClientInterceptorContext))
            .ToList();
        Context = contexts.Count == 1 ? contexts[0] : null;
    }

    internal SourceFile File { get; }

    internal MethodDeclarationSyntax Method { get; }

    internal FixPlanBuilder Plan { get; }

    /// <summary>The one parameter with the context of the call; null when there is none, or more than one.</summary>
    internal ParameterSyntax? Context { get; }

    /// <summary>A name for a local in the block of a position: the first candidate that is free, else the last with a number.</summary>
    internal string Fresh(int position, params string[] candidates) => FreshNames.InScope(Method, position, inBlock: true, _written, candidates);

    internal string TypeName(string metadataName, int position) => new TypeNames(File, position, Plan).Of(metadataName);

    /// <summary>The loop that copies the headers of some options, with a line break before it.</summary>
    internal string CopyLoop(string options, string headers, int position)
    {
        var line = File.Layout.BreakAt(position);
        var entry = FreshNames.InScope(Method, position, inBlock: false, _written, "entry", "header", "callerEntry");
        return line + "foreach (var " + entry + " in " + options + ".Headers ?? " + TypeName("Grpc.Core.Metadata", position) + ".Empty)"
            + line + File.Layout.Indent + headers + ".Add(" + entry + ");";
    }

    /// <summary>Call credentials beside those of some options; <paramref name="credentials"/> is written twice.</summary>
    internal string Composed(string options, string credentials, int position) =>
        options + ".Credentials == null ? " + credentials + " : " + TypeName("Grpc.Core.CallCredentials", position) + ".Compose(" + options
            + ".Credentials, " + credentials + ")";

    /// <summary>Whether an expression means the same when it is written twice.</summary>
    internal static bool IsSimple(ExpressionSyntax expression) =>
        expression is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax };

    /// <summary>The declaration of a local that is made once, in a block of its own statement; null for any other name.</summary>
    internal LocalDeclarationStatementSyntax? DeclarationOf(IdentifierNameSyntax name)
    {
        if (File.Model.GetSymbolInfo(name).Symbol is not ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } references }
            || references[0].GetSyntax() is not VariableDeclaratorSyntax
            {
                Initializer: not null,
                Parent: VariableDeclarationSyntax
                {
                    Variables.Count: 1,
                    Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax, UsingKeyword.RawKind: 0 } declaration
                }
            }
            || declaration.SyntaxTree != Method.SyntaxTree)
            return null;

        var isWritten = Method.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => n.Identifier.ValueText == name.Identifier.ValueText
            && (n.Parent is AssignmentExpressionSyntax assignment && assignment.Left == n || n.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 }));
        return isWritten ? null : declaration;
    }

    /// <summary>The statement of an expression, where another may be written before it and the expression runs whenever the statement does.</summary>
    internal static StatementSyntax? StatementOf(ExpressionSyntax expression)
    {
        for (SyntaxNode? node = expression; node is not null; node = node.Parent)
        {
            if (node.Parent is ConditionalExpressionSyntax or ConditionalAccessExpressionSyntax or SwitchExpressionSyntax
                or ArrowExpressionClauseSyntax or AnonymousFunctionExpressionSyntax
                || node.Parent is BinaryExpressionSyntax
                {
                    RawKind: (int)SyntaxKind.CoalesceExpression or (int)SyntaxKind.LogicalAndExpression
                    or (int)SyntaxKind.LogicalOrExpression
                })
                return null;

            if (node is StatementSyntax statement)
                return statement.Parent is BlockSyntax && statement is ExpressionStatementSyntax or ReturnStatementSyntax or LocalDeclarationStatementSyntax
                    ? statement
                    : null;
        }

        return null;
    }
}

using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Credentials.Settings;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Coverage.Mapping;

/// <summary>
/// Where a token comes from, in words: <c>environment variable 'ORDERS_TOKEN'</c>, <c>'Tokens.GetAsync'</c>, <c>setting 'Orders:Token'</c>. Never a value.
/// </summary>
internal static class TokenDescription
{
    /// <summary>So many are named.</summary>
    internal const int Most = 4;

    private const int MaxHeaders = 8;
    private const int MaxOperations = 4000;

    /// <summary>The sources of the token of one credential; empty where none is seen.</summary>
    internal static IEnumerable<string> Of(CredentialStep step, CredentialQuery query)
    {
        foreach (var named in step.Finding.Named.Take(MaxHeaders))
        {
            if (named.Entry is { } entry)
            {
                foreach (var source in OfValue(entry.Value, query))
                    yield return source;
            }
        }

        if (step.Type is { } type)
        {
            yield return "'" + MapText.Shown(type.Name) + "'";
            foreach (var source in OfType(type, query))
                yield return source;
        }

        if (step.Value is { } value && step.Means is CredentialMeans.CallCredentials or CredentialMeans.Interceptor or CredentialMeans.Declared)
        {
            foreach (var source in OfObject(value, query))
                yield return source;
        }
    }

    /// <summary>What a channel's or client's address is made of: constants, and what is read at run time, in braces between constants.</summary>
    internal static IEnumerable<string> OfAddress(IEnumerable<TracedText> address, CredentialQuery query) =>
        address.Select(text => MapText.OfAddress(text.Parts.Length == 1 && text.Constant is null
            ? OfPart(text.Parts[0].Source, query)
            : string.Concat(text.Parts.Select(part => part.Constant ?? "{" + OfPart(part.Source, query) + "}"))));

    private static IEnumerable<string> OfObject(TracedValue value, CredentialQuery query)
    {
        foreach (var origin in query.Origins.Trace(value))
        {
            var made = origin.Operation;
            var function = FunctionOf(made, query);
            if (function is not null)
            {
                foreach (var source in OfFunction(function, query))
                    yield return source;
            }
            else if (HeaderWrite.From(made, query.Facts) is { } write)
            {
                foreach (var source in OfValue(origin.Value.With(write.Value), query))
                    yield return source;
            }
            else
            {
                yield return OfPart(origin, query);
            }
        }
    }

    /// <summary>The function that call credentials are made of: itself, or the argument of <c>FromInterceptor</c>.</summary>
    private static IOperation? FunctionOf(IOperation made, CredentialQuery query)
    {
        if (query.Facts.Bodies.FunctionGivenBy(made) is { } given)
            return given;

        return made is IInvocationOperation { TargetMethod.Name: "FromInterceptor", Arguments: { Length: 1 } arguments }
            && query.Origins.Trace(new TracedValue(arguments.At(0))) is { Length: 1 } origins
                ? query.Facts.Bodies.FunctionGivenBy(origins[0].Operation)
                : null;
    }

    private static IEnumerable<string> OfType(INamedTypeSymbol type, CredentialQuery query)
    {
        for (var current = type.OriginalDefinition; current is not null && query.Facts.Bodies.IsSeen(current); current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is not IMethodSymbol method || query.Facts.Bodies.FunctionOf(method) is not { } function)
                    continue;

                foreach (var source in OfCode(function, query))
                    yield return source;
            }
        }
    }

    private static IEnumerable<string> OfFunction(IOperation function, CredentialQuery query) =>
        PerCallCode.From(function, query.Facts) is { } code
            ? FillingCode.Of(code, query.Facts, query.Options).SelectMany(filling => OfCode(filling, query))
            : OfCode(function, query);

    private static IEnumerable<string> OfCode(IOperation function, CredentialQuery query)
    {
        foreach (var operation in function.DescendantsAndSelf().Take(MaxOperations))
        {
            if (HeaderWrite.From(operation, query.Facts)?.CredentialIn(query) is not { } credential)
                continue;

            foreach (var source in OfValue(credential.Value, query))
                yield return source;
        }
    }

    private static IEnumerable<string> OfValue(TracedValue value, CredentialQuery query)
    {
        foreach (var text in query.Texts.Alternatives(value))
        {
            if (text.Constant is { } constant)
            {
                if (AuthorizationValue.Of(constant).Credential.Length > 0)
                    yield return "a constant in the code";

                continue;
            }

            foreach (var part in text.Parts)
            {
                if (part.Constant is null)
                    yield return OfPart(part.Source, query);
            }
        }
    }

    private static string OfPart(Origin part, CredentialQuery query)
    {
        foreach (var (path, read) in SettingRead.Of(part, query))
        {
            return (read is IInvocationOperation { TargetMethod.Name: "GetEnvironmentVariable" } ? "environment variable '" : "setting '")
                + MapText.Shown(path) + "'";
        }

        return OfOperation(part.Operation);
    }

    private static string OfOperation(IOperation operation)
    {
        operation = Conversions.Inside(operation);
        return operation switch
        {
            IAwaitOperation awaited => OfOperation(awaited.Operation),
            ICoalesceOperation coalesced => OfOperation(coalesced.Value),
            IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetResult" or "GetAwaiter" or "Trim" or "ToString", Instance: { } inner } =>
                OfOperation(inner),
            IInvocationOperation { TargetMethod: var method } => "'" + Name(method) + "'",
            IPropertyReferenceOperation { Instance: IAwaitOperation or IInvocationOperation, Property.Name: var name } property
                when name is "Token" or "AccessToken" or "Result" or "Value" =>
                OfOperation(property.Instance),
            IMemberReferenceOperation member => SymbolDisplayOf(member.Member),
            IParameterReferenceOperation parameter => SymbolDisplayOf(parameter.Parameter),
            ILocalReferenceOperation local => SymbolDisplayOf(local.Local),
            IObjectCreationOperation { Type: { } type } => "'" + MapText.Shown(type.Name) + "'",
            _ => "code that is not followed",
        };
    }

    private static string SymbolDisplayOf(ISymbol symbol) => MapText.Shown(SymbolDisplay.Of(symbol));

    private static string Name(IMethodSymbol method) =>
        MapText.Shown(method is { ContainingType: { } type, MethodKind: not MethodKind.LocalFunction } ? type.Name + "." + method.Name : method.Name);
}

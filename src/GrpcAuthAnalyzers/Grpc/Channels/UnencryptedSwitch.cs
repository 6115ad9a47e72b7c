using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Channels;

/// <summary>
/// A switch that lets HTTP/2 run without TLS: <c>AppContext.SetSwitch("System.Net.Http.SocketsHttpHandler.Http2UnencryptedSupport", true)</c>, or
/// <c>GrpcClientFactory.AllowUnencryptedHttp2 = true</c> of protobuf-net.Grpc, which sets the other.
/// </summary>
internal sealed class UnencryptedSwitch
{
    /// <summary>The property of protobuf-net.Grpc.</summary>
    internal const string Property = "AllowUnencryptedHttp2";

    /// <summary>The method that sets a switch.</summary>
    internal const string Method = "SetSwitch";

    private const string Switch = "System.Net.Http.SocketsHttpHandler.Http2UnencryptedSupport";

    private readonly IOperation _operation;

    private UnencryptedSwitch(IOperation operation, string name)
    {
        _operation = operation;
        Name = name;
    }

    /// <summary>For messages: the switch in quotes, or the property.</summary>
    internal string Name { get; }

    /// <summary>The call or the assignment.</summary>
    internal SyntaxNode Syntax => _operation.Syntax;

    /// <summary>
    /// Whether the framework that the project is compiled for needs no switch: .NET 5 or later. False for .NET Standard, which may run on .NET Core 3.
    /// </summary>
    internal bool IsObsolete => IsObsoleteIn(_operation.SemanticModel!.Compilation);

    /// <summary>The same for a compilation.</summary>
    internal static bool IsObsoleteIn(Compilation compilation) =>
        compilation.GetSpecialType(SpecialType.System_Object).ContainingAssembly?.Identity is
        {
            Name: "System.Runtime" or "System.Private.CoreLib", Version.Major: >= 5
        };

    /// <summary>
    /// The switch that an operation turns on; null when it turns on none, when the value is not true in every case, and where the code asks first on which
    /// framework it runs.
    /// </summary>
    internal static UnencryptedSwitch? From(IOperation operation, CompilationFacts facts) => operation switch
    {
        IInvocationOperation { TargetMethod: { Name: Method, ContainingType: var type }, Arguments: { Length: 2 } arguments }
            when type.Is("System.AppContext") && IsSwitch(arguments.At(0), facts) && IsTrue(arguments.At(1), facts) && !AsksForFramework(operation) =>
            new(operation, "'Http2UnencryptedSupport'"),
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: Property, ContainingType: var type } }, Value: var value }
            when type.Is("ProtoBuf.Grpc.Client.GrpcClientFactory") && IsTrue(value, facts) && !AsksForFramework(operation) =>
            new(operation, "'" + Property + "'"),
        _ => null,
    };

    private static bool IsSwitch(IOperation name, CompilationFacts facts) =>
        new TextTracer(new OriginTracer(facts.Bodies, new Budget()), facts.Bodies).ConstantOf(new TracedValue(name)) == Switch;

    private static bool IsTrue(IOperation value, CompilationFacts facts) =>
        new OriginTracer(facts.Bodies, new Budget()).IsTrue(new TracedValue(value));

    /// <summary>Whether a condition around an operation looks at the version that the program runs on.</summary>
    private static bool AsksForFramework(IOperation operation)
    {
        for (var current = operation; current.Parent is { } parent; current = parent)
        {
            if (parent is IConditionalOperation conditional && current != conditional.Condition)
            {
                foreach (var part in conditional.Condition.DescendantsAndSelf())
                {
                    if (part is IPropertyReferenceOperation { Property: { Name: "Version" or "FrameworkDescription", ContainingType: var type } }
                        && type.Is("System.Environment", "System.Runtime.InteropServices.RuntimeInformation"))
                        return true;
                }
            }
        }

        return false;
    }
}

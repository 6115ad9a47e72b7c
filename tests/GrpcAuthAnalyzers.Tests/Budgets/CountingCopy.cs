using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace GrpcAuthAnalyzers.Tests.Budgets;

/// <summary>
/// A copy of an assembly that counts what it does: each call of a method of its own, and each round of a loop in it, is one step of that method; and how deep
/// its methods call one another. What ships is not touched, so that counting costs production nothing.
/// </summary>
internal sealed class CountingCopy
{
    private readonly Dictionary<int, string> _methods = [];

    /// <param name="path">The assembly.</param>
    /// <param name="context">Where the copy is loaded.</param>
    internal CountingCopy(string path, AssemblyLoadContext context)
    {
        using var image = new MemoryStream();
        Write(path, image);
        image.Position = 0;
        Assembly = context.LoadFromStream(image);
    }

    /// <summary>The copy. Its types are others than those of the assembly.</summary>
    internal Assembly Assembly { get; }

    /// <summary>The methods that have done anything since the last <see cref="Counter.Reset"/>, with their steps.</summary>
    internal Dictionary<string, long> Steps => _methods
        .Select(method => (method.Value, Steps: Counter.StepsOf(method.Key))).Where(method => method.Steps > 0)
        .ToDictionary(method => method.Value, method => method.Steps);

    private void Write(string path, Stream image)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(path, new ReaderParameters { InMemory = true });
        var module = assembly.MainModule;
        var (enter, leave, repeat) = (Counts(nameof(Counter.Enter)), Counts(nameof(Counter.Leave)), Counts(nameof(Counter.Repeat)));
        foreach (var method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
        {
            var number = Counter.NewMethod();
            _methods.Add(number, method.FullName);
            Count(method.Body, number, enter, leave, repeat);
        }

        assembly.Write(image);

        MethodReference Counts(string name) => module.ImportReference(typeof(Counter).GetMethod(name));
    }

    private static void Count(Mono.Cecil.Cil.MethodBody body, int method, MethodReference enter, MethodReference leave, MethodReference repeat)
    {
        body.SimplifyMacros();
        var places = body.Instructions.Select((instruction, index) => (instruction, index)).ToDictionary(pair => pair.instruction, pair => pair.index);
        var processor = body.GetILProcessor();
        foreach (var instruction in places.Keys.ToList())
        {
            if (GoesBack(instruction, places))
                InsertBefore(instruction, body, processor.Create(OpCodes.Ldc_I4, method), processor.Create(OpCodes.Call, repeat));
            else if (instruction.OpCode == OpCodes.Ret)
                InsertBefore(instruction, body, processor.Create(OpCodes.Call, leave));
        }

        var first = body.Instructions[0];
        processor.InsertBefore(first, processor.Create(OpCodes.Ldc_I4, method));
        processor.InsertBefore(first, processor.Create(OpCodes.Call, enter));
        body.OptimizeMacros();
    }

    private static bool GoesBack(Instruction branch, Dictionary<Instruction, int> places) => branch.Operand switch
    {
        Instruction target => places[target] <= places[branch],
        Instruction[] targets => targets.Any(target => places[target] <= places[branch]),
        _ => false,
    };

    /// <summary>Inserts before an instruction, from wherever that is reached.</summary>
    private static void InsertBefore(Instruction instruction, Mono.Cecil.Cil.MethodBody body, params Instruction[] added)
    {
        foreach (var next in added)
            body.GetILProcessor().InsertBefore(instruction, next);

        foreach (var other in body.Instructions)
        {
            if (other.Operand == instruction)
                other.Operand = added[0];
            else if (other.Operand is Instruction[] targets)
                other.Operand = Array.ConvertAll(targets, target => target == instruction ? added[0] : target);
        }

        foreach (var handler in body.ExceptionHandlers)
        {
            handler.TryStart = Moved(handler.TryStart);
            handler.TryEnd = Moved(handler.TryEnd);
            handler.HandlerStart = Moved(handler.HandlerStart);
            handler.HandlerEnd = Moved(handler.HandlerEnd);
            handler.FilterStart = Moved(handler.FilterStart);
        }

        Instruction? Moved(Instruction? boundary) => boundary == instruction ? added[0] : boundary;
    }
}

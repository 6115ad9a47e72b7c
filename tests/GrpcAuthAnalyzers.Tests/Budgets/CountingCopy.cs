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
/// A copy of an assembly that counts what it does: each call of a method of its own, and each round of a loop in it, is one step of that method. What ships
/// is not touched, so that counting costs production nothing.
/// </summary>
internal sealed class CountingCopy
{
    private const string CounterType = "Counted", CounterField = "Steps";

    private readonly List<string> _methods = [];
    private readonly long[] _steps;

    /// <param name="path">The assembly.</param>
    /// <param name="context">Where the copy is loaded.</param>
    internal CountingCopy(string path, AssemblyLoadContext context)
    {
        using var image = new MemoryStream();
        Write(path, image);
        image.Position = 0;
        Assembly = context.LoadFromStream(image);
        _steps = new long[_methods.Count];
        Assembly.GetType(CounterType)!.GetField(CounterField)!.SetValue(null, _steps);
    }

    /// <summary>The copy. Its types are others than those of the assembly.</summary>
    internal Assembly Assembly { get; }

    /// <summary>The methods that have done anything since the last <see cref="Reset"/>, with their steps.</summary>
    internal Dictionary<string, long> Steps =>
        _steps.Select((steps, index) => (Steps: steps, Name: _methods[index])).Where(method => method.Steps > 0).ToDictionary(method => method.Name, method => method.Steps);

    /// <summary>Begins to count anew.</summary>
    internal void Reset() => Array.Clear(_steps);

    private void Write(string path, Stream image)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(path, new ReaderParameters { InMemory = true });
        var module = assembly.MainModule;
        var methods = module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody).ToList();
        var type = new TypeDefinition(
            "", CounterType, Mono.Cecil.TypeAttributes.Public | Mono.Cecil.TypeAttributes.Abstract | Mono.Cecil.TypeAttributes.Sealed, module.TypeSystem.Object);
        var counter = new FieldDefinition(
            CounterField, Mono.Cecil.FieldAttributes.Public | Mono.Cecil.FieldAttributes.Static, new ArrayType(module.TypeSystem.Int64));
        type.Fields.Add(counter);
        module.Types.Add(type);
        foreach (var method in methods)
        {
            Count(method.Body, counter, _methods.Count);
            _methods.Add(method.FullName);
        }

        assembly.Write(image);
    }

    private static void Count(Mono.Cecil.Cil.MethodBody body, FieldReference counter, int method)
    {
        body.SimplifyMacros();
        var places = body.Instructions.Select((instruction, index) => (instruction, index)).ToDictionary(pair => pair.instruction, pair => pair.index);
        List<Instruction> counted = [body.Instructions[0], .. body.Instructions.Skip(1).Where(branch => GoesBack(branch, places))];
        foreach (var instruction in counted)
            CountBefore(instruction, body, counter, method);

        body.OptimizeMacros();
    }

    private static bool GoesBack(Instruction branch, Dictionary<Instruction, int> places) => branch.Operand switch
    {
        Instruction target => places[target] <= places[branch],
        Instruction[] targets => targets.Any(target => places[target] <= places[branch]),
        _ => false,
    };

    /// <summary>Counts before an instruction, from wherever that is reached.</summary>
    private static void CountBefore(Instruction instruction, Mono.Cecil.Cil.MethodBody body, FieldReference counter, int method)
    {
        var processor = body.GetILProcessor();
        var first = processor.Create(OpCodes.Ldsfld, counter);
        foreach (var added in new[]
        {
            first, processor.Create(OpCodes.Ldc_I4, method), processor.Create(OpCodes.Ldelema, body.Method.Module.TypeSystem.Int64),
            processor.Create(OpCodes.Dup), processor.Create(OpCodes.Ldind_I8), processor.Create(OpCodes.Ldc_I4_1), processor.Create(OpCodes.Conv_I8),
            processor.Create(OpCodes.Add), processor.Create(OpCodes.Stind_I8),
        })
            processor.InsertBefore(instruction, added);

        foreach (var other in body.Instructions)
        {
            if (other.Operand == instruction)
                other.Operand = first;
            else if (other.Operand is Instruction[] targets)
                other.Operand = Array.ConvertAll(targets, target => target == instruction ? first : target);
        }

        foreach (var handler in body.ExceptionHandlers)
        {
            handler.TryStart = Moved(handler.TryStart);
            handler.TryEnd = Moved(handler.TryEnd);
            handler.HandlerStart = Moved(handler.HandlerStart);
            handler.HandlerEnd = Moved(handler.HandlerEnd);
            handler.FilterStart = Moved(handler.FilterStart);
        }

        Instruction? Moved(Instruction? boundary) => boundary == instruction ? first : boundary;
    }
}

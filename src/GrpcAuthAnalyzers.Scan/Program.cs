using GrpcAuthAnalyzers.Scanning;

return await ScanCommand.RunAsync(args, withoutPath: ".");

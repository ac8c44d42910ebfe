using System.Globalization;
using Kartothek.Core;
using Kartothek.Interop;

const string Usage = """
    usage: rewrite IN OUT [--target kartothek|plateau]   write every store of IN anew into OUT, with our writer
           update  IN OUT [--target kartothek|plateau]   copy every store of IN into OUT, and update it: append, delete, build an index, collect garbage
           write-loop FOLDER UUID WRITER COUNT alone|shared   commit one row after the other, with a line after each: for tests that kill processes
    IN is a folder in the shape of the golden datasets: LIBRARY/CASE/store and LIBRARY/CASE/answers.json. OUT gets the same shape, and must not exist or be empty.
    """;

if (args is ["write-loop", var folderOfLoop, var uuidOfLoop, var writer, var count, ("alone" or "shared") and var company])
{
    await WriteLoop.RunAsync(
        folderOfLoop, uuidOfLoop, long.Parse(writer, CultureInfo.InvariantCulture), long.Parse(count, CultureInfo.InvariantCulture), company == "alone", Console.Out);
    return 0;
}
var target = PythonTarget.Kartothek;
if (args.Length is not (3 or 5) || args[0] is not ("rewrite" or "update") || (args.Length == 5 && (args[3] != "--target" || !Enum.TryParse(args[4], ignoreCase: true, out target))))
{
    Console.Error.WriteLine(Usage);
    return 2;
}
var (command, input, output) = (args[0], args[1], args[2]);
if (!Directory.Exists(input))
{
    Console.Error.WriteLine($"The folder '{input}' doesn't exist.");
    return 2;
}
if (Directory.Exists(output) && Directory.EnumerateFileSystemEntries(output).Any())
{
    Console.Error.WriteLine($"The folder '{output}' isn't empty. Name another, or empty it.");
    return 2;
}
var report = new Report();
foreach (var source in StoreFolder.All(input))
{
    var folder = new StoreFolder(source.Library, source.Case, Path.Combine(output, source.Library, source.Case));
    await (command == "rewrite" ? StoreRewrite.RunAsync(source, folder, target, report) : StoreUpdate.RunAsync(source, folder, target, report));
}
report.Print(Console.Out);
return report.Failures == 0 && report.Written > 0 ? 0 : 1;

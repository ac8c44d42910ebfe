using Parquet;
using Parquet.Serialization;

namespace Kartothek.Benchmarks;

/// <summary>Parquet.Net's <c>DeserializeAsync</c>: whole files into records, and LINQ to Objects over them.</summary>
internal sealed class ParquetSerializerContender(BenchmarkData data) : IContender
{
    private static readonly ParquetOptions Options = new() { UseDateOnlyTypeForDates = true };

    public string Name => "parquet.net records";

    public long? Requests => null;

    public async Task<object?> RunAsync(BenchmarkQuery query) => query.Shape switch
    {
        "q1s" => await StreamAsync(query.Dataset),
        "q1" => await RowsAsync<NullableLineItem>(data.Files(query.Dataset), _ => true),
        "q2" => await RowsAsync<NullableOrderLine>(data.Files(query.Dataset), _ => true),
        "q3" => await RowsAsync<NullableLineItem>(data.Files(query.Dataset), line => line.PartKey <= 2000),
        "q3s" => await RowsAsync<NullableLineItem>(data.Files(query.Dataset), line => line.ShipMode == "AIR" && line.ShipInstruct == "NONE" && line.Quantity <= 14),
        "q4" => await RowsAsync<NullableLineItem>(data.Files(query.Dataset, 1995, 3), _ => true),
        "q6" => await SumAsync(
            data.Files(query.Dataset),
            line => line.ShipDate >= new DateOnly(1994, 1, 1) && line.ShipDate < new DateOnly(1995, 1, 1) && IsDiscounted(line),
            line => line.ExtendedPrice!.Value * line.Discount!.Value),
        "q6all" => await SumAsync(data.Files(query.Dataset), IsDiscounted, line => line.ExtendedPrice!.Value * line.Discount!.Value),
        "q1c" => await SumAsync(
            data.Files(query.Dataset), line => line.ShipDate <= new DateOnly(1997, 9, 2), line => line.ExtendedPrice!.Value * (1 - line.Discount!.Value) * (1 + line.Tax!.Value)),
        "cnt" => Answer.OfCount((await RowsAsync<NullableLineItem>(data.Files(query.Dataset), line => line.ShipMode == "MAIL" && line.Quantity <= 9)).Count),
        "sum5k" => await SumAsync(data.Files(BenchmarkData.Tiny), _ => true, line => line.Quantity!.Value),
        "taxi" => await RowsAsync<Trip>(data.Files(BenchmarkData.Taxi), _ => true),
        "taxif" => await RowsAsync<Trip>(data.Files(BenchmarkData.Taxi), trip => trip.TotalAmount > 156.5),
        _ => null,
    };

    public void Dispose()
    {
    }

    private static bool IsDiscounted(NullableLineItem line) => line.Discount is >= 0.0499999 and <= 0.0700001 && line.Quantity < 24;

    private async Task<Answer> StreamAsync(string dataset)
    {
        var count = 0L;
        var digest = 0UL;
        foreach (var file in data.Files(dataset))
        {
            foreach (var row in (await ParquetSerializer.DeserializeAsync<NullableLineItem>(file, Options)).Data)
            {
                count++;
                digest += (ulong)row.OrderKey!.Value;
            }
        }

        return new Answer(count, digest, 0);
    }

    private static async Task<List<T>> RowsAsync<T>(IEnumerable<string> files, Func<T, bool> predicate)
        where T : class, new()
    {
        var rows = new List<T>();
        foreach (var file in files)
            rows.AddRange((await ParquetSerializer.DeserializeAsync<T>(file, Options)).Data.Where(predicate));

        return rows;
    }

    private static async Task<Answer> SumAsync(IEnumerable<string> files, Func<NullableLineItem, bool> predicate, Func<NullableLineItem, double> value)
    {
        var sum = 0.0;
        foreach (var file in files)
            sum += (await ParquetSerializer.DeserializeAsync<NullableLineItem>(file, Options)).Data.Where(predicate).Sum(value);

        return Answer.OfSum(sum);
    }
}

using System.IO.Compression;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core.Tests;

/// <summary>The bytes of format.md 11.13: indices and schemas of the two libraries.</summary>
public sealed class PythonFixtureTests
{
    private const string Key = "u/indices/c/1.by-dataset-index.parquet";

    public static TheoryData<string, ColumnType, string, PythonTarget?, string> Indices => new()
    {
        {
            "s", ColumnType.String, "a: p1 p2, ö: p2", PythonTarget.Kartothek,
            "H4sIAAAAAAACA61TT2sTQRSfmR2WFgNCcYZZWTQIXXrY1qaQkhYrvK3Nqk0wG9BevCxpiJHWbpOtQfHowUNP4qGfJF+g30t8b3a7ycGT+A7vz7z3fr/3Zpge9BtKKq0edtDINcbubXDGWCpQ3c4VU2"
            + "tKh5RSrnL9XbYhbueGp5hdrVON5NwRwTX3Vc1rSuZ6hk+V0FJ/09958DxYWerxCiDBEJYMI2OUf0ddC+ksa1i9g0WP1JMQeRfc2Y4RWQPT91tU5AjSrsMdN/jpVCO0VrN0ko/z8cUneTae5nKcD89x"
            + "KFdfc/2LB3MR/ObLeH8ZTHjvm8y408GH4XmqJFO1dYGrrbOOj+mmMAsOJZTbeUan0lg+AqJyy1t2aOn5XvjPF/Wf19M/kDlY0TfiAWOeb2rQ77852S+2NTfiKUlrBCgJFHIMMINoBG2AERzaFEQRQJ"
            + "ecQ4BX9mBhoXCjWRUffyRQdI667bKJArhjiSzoa1KDuP3lND7bTk/2rijOeti6V/W3bVNRfwSVWJDsNH6X27D7leoTiBKiihEVXpTDVE3JW7tfDMurlu7LbomflPscHDDzGO/+8mqYbw6ybDOdTC5m"
            + "9c/DyRTfor67tb3V8EJ8bXrwCO+5h7/rD2RYKP9iAwAA"
        },
        {
            "s", ColumnType.String, "a: p1 p2, ö: p2", PythonTarget.Plateau,
            "H4sIAAAAAAACA2WSwU4bMRBAbcdyQV2pgGRrjVZVVIkVh4WSSEGhgkqzlN22JGqSQ7n0soRVmirANlmI2lOPPebIsV/BD3DpZ3Xs3SSg+jCesWfezNjTgV5NcqnkZgs3skHI821KCEkYiod7SeSGVA"
            + "FerUkhhbdPttnDvUuT9XW8X60aL05phaGHK705wwnMRVazso6Ql/JVgIAlJKu7LKtZyoumcaswI0WFVoTk+kuDuGLS/5peJpIT6Wwxl062SMtDnwZzV7NknA/z4fWVZFK0Ds0pd/loOMklK9yfpaP0"
            + "Mr3KyyDFtacDn3jS0Q0i1jTyJFNc/aLqN/Xf+itPetOmZWJYBItm5FAJLbRPOKIeQZrLQmzyeVIkCzWj6o76f6k/o09b/h/uaJ8zHZkHMLXOsDB/Rf1hRHuuA73ep7M3xWO4d+y1Wc0B4OpCsU4Bph"
            + "AOIAIYwLG9gjAEaBvlGOCDPVjuUKjhdGGffjNQVE7aURlkDJhnCS30oxH9OPpxEY/2krODG2NnHQw9WMRHNqjwP4HFspDsIv6cW7P90/h3IeyaVDFS4V1ZzCKo17X9xfC41VJ93y753bKfoyPiVvEz"
            + "vt+k+U4/y3aS8fh6Wr1NxxP8nGp9f3dvt6YDHAUzDec4ax2c/H9LJi5s/gIAAA=="
        },
        {
            "t", ColumnType.Timestamp(ColumnUnit.Microsecond), "1577934245678901: p1", null,
            "H4sIAAAAAAACA7VTT0sbQRSfHcclQqASMsMsLBoKWTysNluIxOLlrSTRJsEY2kqhlxBDGtC6blZDbz1JD/0GvfTsJ/Do0U8lvjebZEvxUtAH+/7u+73fvpntQi+QQq7KYltyKQqM5dzqYRCv/15mks"
            + "mCVD7lpS1tV+fmlcxTbOOJLMpKiaPmlsWZd2+5UjhVwWxHW4nkiqtbS91ZXs3L/Q+q4yMTITkxI8PI5OXqnLpdpFwUYHlNvs6Ib7MNHgUaHyy/qhlizOglonctXJlP6dVWon6cjJPx+TdxOp4kYpwM"
            + "zwzhH5b6aXk3S94D/xvvCUrc+VJl2p4Mvg7P+lJgvszxs8vF9q+C69NuWJXrbBDStNu7lBXaDCW0PPaY4WXWdrGmuOM6/gtu8pm3oG7xdS+n7nkRp7k6D73e4fG7dCn6D39DsgMkR5BKC2AK4QgaAC"
            + "PYG5lcGAJ0yNkDODCJzELqhpVF3PqAoDV06p3GrImCxZTQgL4nNWg2vp80Tyv9451Lit92ic+iv2GawmnWn4FEJ81PyTwOZ3VUH4k3jtin75gXU6m3UrzRP3j1Gf/PRLVJNpUOML2OZ3BxOUw2B1G0"
            + "2Y/j82npahhP8ExK21uVrcDx8V7Q1bjAfXfxN34EC3IO58sDAAA="
        },
        {
            "t", ColumnType.Timestamp(ColumnUnit.Microsecond), "1577934245678901: p1", null,
            "H4sIAAAAAAACA5VTT2sTQRR/My7rFgJuQ2eYgUWC0KVCWpNCSiq9zJZs1CQ0hmoRvIR0WQNpuyZbg3eP+QqCH8SDB48eeuo38At48uib2WwW2176YN+8P/x+78/M9tWgzizmso0uowzKAI7nxF/d6z"
            + "+/GQNWZryKcZfZzPaEk2cKi8PWHdH1dQBYq1DUlBAKWKHE3LyCvaETSR35H7MnBf8ebNGkLvAz+EdNgwejHxgW+b4Bwp6NPkRnQ2ZhYJMKkk4WZe8AtDSoWEuG03Scji/Okdfu6njDEtZkPEsZUpQQ"
            + "8TCaRGfReboJXQ/TnEpPVn3wkL8BtiuRklFO+XfCfxK/6Tv3m1xWcVzQxQAHo3Dw1Ja+mULXKGU1mkWfpre8J1P4C+EL4v8l/i/y/1JuUXNL+hRkaBaFo/xAuO/wK4x5oqQGg6OT59m6xDf6TMu+0v"
            + "JaZdJRaq6CWIVKxeowNrEgUKqnjUOlXppAcarMDGorv3OMpE00Wr1wCdLOqkpgSF9pNWqHn0/bk9rwZP9S+7t93c8KHxpQMC/wBUly2n6b5n6wzKN6o/vGEi/0HHkyk1Yn44tv8LWW/b/Trbb1mUlP"
            + "gajgpXy8jNLtUZJsD6fTi3nlUzSd4SVVdvd2ajt1WcUXox/NAtfdx3/nHxlImI9AAwAA"
        },
    };

    public static TheoryData<string> Schemas =>
    [
        "H4sIAAAAAAACA7VW3W7aSBT2rrpVpc1VtVkRqdJGlnKXZA3EaendGLBjCm4hwcZ0q8h/mAHbuP6BmChSH2BfcZ9iX2DPjA0JDUTRaneEmJlzznzfN+Mzx/6EeuX9Fwd/8EzpZWyNHd/Yf8Xsvzj6sf"
        + "RDWPSY2d8jfXzEtN8wTGFNjn5p//n6zTFD2q/Mwd7BcellaAS2EZf++umWtWZe6gfXOLCdGydm3x9+vmVH2PHs68DwHZgHqecdH7K+kxi2kRhguWWdwJrZOHBhwvavxJN37B2EbC4IUj/MrpMsJDZ2"
        + "Zk4cK2HBnnOvHWmAActh776ALxezTQUbspsiViwP3ZuUOEjOz7Yw5nYQ/D0FfpoC/wcU8dMUMfsvDu4xS/I0S/KYBQKdBPvO+dnnIP6yhW0VUDynyDGSWURzwcNmZEQZfQiZEUWzBVk+d6IYzwJiPT"
        + "/lTss0QWiSXW885CnYSFBkBK7DPkqiODGiBKYcHTshDMt0OCPDKhVTKH3AWD6tnvLsHVPaQ73eR+19fmFK337+nbQbt4kQ6qK8fUDoDAkuEhFyUd2lNkHY8C9I31z7hW4jn69QqF8mvUB7t5ivgnSy"
        + "aKFr/FQfdBBSuDrM38q+Mjcv1MT0aqHp9zxHUpfyZOZq1RgPfc8zpd7I9MVkeCmfyxJfNqVFLNdbyXDQGw8lkdOJ/QJiNX5iVnqAYeGPGGFV7UntKxePLheu7PNjU+uDXUht7SZu1xE2AzWxLryRfe"
        + "EtKHa9Ndf90NOrXUz8liSmgL8cVHu8JfUppq3xoV6pTYeXrdqA4hbagw7BNp2s5RuaGg/FWqprZY/sQw4QxTM1ldO13tiWmps6VnurtxYyplrL5kDgH/IaGs8pk926Vn6y160a/OlzNYT/mwY4o2dq"
        + "WO7SYFZaX4eawlF/IIwhX8ZWucY5A6HgUFNDU+ZDiN+to/tcHdwuHSTvIP9CyKmKIiapVeZ2nsuDWDxSOZK7E8tXgbeWET2gMTa0VqYPWnyuT+BhnJlVi2LavppZFW9uYqJJrrQnKO1A/hEfnPl0OB"
        + "iPICdjWyunVgYxYgJ3KoF70KX8lg+aKn28sbf7e7S0JTGz62BroGKuLoiODsnvQOHMKiI4y0J7cX+V0Xe6btqTTqqALlo4ioqBSEWBpqyLRB2R0kMc9fG6KOTxeaNDGyGJ1A9YLRX2BvqwhJXvSDUR"
        + "m/fQzfulZCgsC5Bmztfor/hQztffxmeQ0M5VgQ+VrfCItH7pULVQp2DortfleNY2PGoE/Q263oJdr5pI/5nSb6ERfU2d5MQKwxP6tjgsCvchfU8ckE+X9Y/5+xXDfIJPn38AfI7wg/8IAAA=",
        "H4sIAAAAAAACA7VW3W7iRhR2q+2qVXNVNRWR9gJZyl2SGgjZZaW9GBtsTIAsJtjGu6vIf8CAbVx7HGJH+wZ9gL5i36IzY/PXsFEu2hHSzJxz5vu+M3NmzEegVI5fnXyuM6XXsT1zffP4R+b41en3pe"
        + "/CoofM8RHp41Om+4ZhCis6/bX75y9vzhjSfmNOjk7OSq9DM3DMuPT3D4+siVAErQS5Mfu+/Pj1rMzaSy/xgzsYOO4DtX56ZCfQ9Zy7wPRdPA8Sz8NxvotMx0QmWce6gb10YDDFE3Z0K56/YwnU/oIg"
        + "8cP0DqUhsbExilhszKVsrEkAMZDLfv2yUXJIAhuy+wrWFLvufT4YoKvLA4y5Hav9NwV8ngL+BxTx8xQx+8JdW1pz10aHGNDzDOgpAw50EfTdq8tPQfzlANk6oDijyDXRMqJF4EErMqOUHkBqRtFyRZ"
        + "bfu1EMlwGxVq8uuIsKLQ1aXnd7J7zANhIVmcHUZZ+UT4zMCOEpR8duiIcVOlySYY2qKaTuUNYuKoSRKR0BRbnR3ueXp/TXz7+Tlk5bAIAByNs1AJeAnwIRgCkQptTG83v+FelbG78Amvl8jUL9Mul5"
        + "2pOg5iXpeOK5WQh49Fb2Rc5pd8JxoHKG3oM3kH87Ga6mst+/t9oqsrxGaPmK50pqJs+XU60WQ8P3PEtSJpYvImMoX8lSvWJJq1gWOsjQlZkhidyY2Ns4VqvPraqCMWyMDaCqKlL3dgpzjvrM0kaEM3"
        + "G0h7grAGgFKrLb3sRpeyuKLXQypy1D4rMlMcHYmV5T6rY0oniOVg/H1cbCGHYa+q7ugOZiuWnHNzU1NsRGMtYqHslBDgDFszSVG2vKzJFa+xrWeQmdlQypzoql8/VdXlOrc/354Ju61n6S50EN/uKl"
        + "GsL/TQPeoxdqyL6lwa4pKfUF/AzXycyuNDhX54scG9D01bkjdBpdgdSaERraw0Kvrs8dn58gP62bbT3taM3zPFAfi7GueI7kIeN2zGnVeqYPKeZqrNWxr384dlsvqaGJnFWTae3L/gO+C52ZHSzy/N"
        + "oeHnfunZRiVg29k5laI6Ga5nK1OwdJb0jyo/u9MPTZBNdj7GiVxE4xp4gwJsL1P8jxfHxO1RHc299tvpkjiSnekyu5CYq5uiJcPaI16GOdgOBkE5Xbz9FXU7vq3VuQ5Cln3XmL6qIPB7n67eJ8VsX9"
        + "v954QH/zaAiAPEXEIcyocUyjwKbRoQOARN4TvFoq7E1wneGV78gTNGptoVvbpWTIZwVIK+drjtZ8IOcbHeIzSWjvtsAH/KDwiPRdGwN+BXoFw2CzLsezD+FRI9bfpOttnPW6idtI8OEDUyqHZvRH4q"
        + "JzOwzP6WekXDzo5fwDckL+32x+TOknhvmI/x/9A5b3WrQkCQAA",
    ];

    [Theory]
    [MemberData(nameof(Indices))]
    public async Task An_index_of_Python_is_written_again_with_the_same_entries_in_the_same_form(string column, ColumnType type, string entries, PythonTarget? target, string bytes)
    {
        await using var store = new MemoryStore();
        await store.PutAsync(Key, Unpack(bytes));
        var field = new Field(column, type);

        var loaded = await LoadedIndex.ReadAsync(store, IndexReference.InFile(column, Key), field);
        Assert.Equal((entries, target), (Print(loaded.Entries), loaded.Target));

        await IndexWriter.WriteAsync(store, Key, loaded.Entries, loaded.Target ?? PythonTarget.Kartothek);
        var again = await LoadedIndex.ReadAsync(store, IndexReference.InFile(column, Key), field);
        Assert.Equal((entries, target), (Print(again.Entries), again.Target));
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task Both_libraries_wrote_the_same_schema_and_neither_is_in_the_form_for_both(string bytes)
    {
        var footer = await ParquetFooter.ReadAsync(new MemoryByteSource("u/table/_common_metadata", Unpack(bytes)));
        var schema = SchemaNormalization.Normalize(footer.Schema, ["p"]);
        Assert.Equal("p: int64, i: int64, s: string, t: timestamp[us]", schema.ToString());
        Assert.False(SchemaFile.IsInForm(footer, schema));
        Assert.Null(SchemaFile.CommitIdOf(footer));
        Assert.True(SchemaFile.IsInForm(await ParquetFooter.ReadAsync(new MemoryByteSource("u/table/_common_metadata", SchemaFile.ToBytes(schema))), schema));
    }

    private static byte[] Unpack(string text)
    {
        using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Print(IndexEntries index) => string.Join(", ", Enumerable.Range(0, index.Count).Select(i =>
        $"{VectorValues.At(index.Values, i)}: " + string.Join(' ', index.PostingsOf(i).ToArray().Select(l => index.Labels[l]).Order(StringComparer.Ordinal))));
}

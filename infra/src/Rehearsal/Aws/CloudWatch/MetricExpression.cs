using System.Globalization;
using System.Text.RegularExpressions;

namespace Rehearsal.Aws.CloudWatch;

/// <summary>CloudWatch's metric math for one period: + - * / and parentheses, FILL(metric, value), SUM([metric, ...]).</summary>
internal sealed partial class MetricExpression
{
    private readonly string text;
    private readonly Queue<string> tokens;
    private readonly Func<string, double?> valueOf;

    private MetricExpression(string text, Func<string, double?> valueOf) =>
        (this.text, tokens, this.valueOf) = (text, new(Token().Matches(text).Select(match => match.Value)), valueOf);

    /// <param name="valueOf">The value of a metric by its id; null if it has none in this period.</param>
    /// <returns>Null if a value that it needs is missing.</returns>
    /// <exception cref="NotSupportedException">The expression uses more of metric math than is computed here.</exception>
    public static double? Evaluate(string text, Func<string, double?> valueOf)
    {
        var expression = new MetricExpression(text, valueOf);
        var value = expression.Sum();
        return expression.tokens.Count == 0 ? value : throw expression.NotSupported();
    }

    private double? Sum()
    {
        var value = Product();
        while (tokens.TryPeek(out var sign) && sign is "+" or "-")
            value = tokens.Dequeue() == "+" ? value + Product() : value - Product();
        return value;
    }

    private double? Product()
    {
        var value = Operand();
        while (tokens.TryPeek(out var sign) && sign is "*" or "/")
            value = tokens.Dequeue() == "*" ? value * Operand() : value / Operand();
        return value;
    }

    private double? Operand()
    {
        var token = Next();
        if (double.TryParse(token, CultureInfo.InvariantCulture, out var number))
            return number;
        switch (token)
        {
            case "(":
                var value = Sum();
                Skip(")");
                return value;
            case "-":
                return -Operand();
            case "FILL":
                Skip("(");
                var measured = Sum();
                Skip(",");
                var otherwise = Sum();
                Skip(")");
                return measured ?? otherwise;
            case "SUM":
                Skip("(", "[");
                List<double?> values = [Sum()];
                while (tokens.TryPeek(out var comma) && comma == ",")
                {
                    Skip(",");
                    values.Add(Sum());
                }
                Skip("]", ")");
                // Enumerable.Sum counts missing values as 0.
                return values.TrueForAll(value => value is null) ? null : values.Sum();
            default:
                // The ids of metrics start with a lower-case letter; functions are in capitals.
                return char.IsAsciiLetterLower(token[0]) ? valueOf(token) : throw NotSupported();
        }
    }

    private string Next() => tokens.TryDequeue(out var token) ? token : throw NotSupported();

    private void Skip(params ReadOnlySpan<string> expected)
    {
        foreach (var token in expected)
        {
            if (Next() != token)
                throw NotSupported();
        }
    }

    private NotSupportedException NotSupported() =>
        new($"The rehearsal doesn't compute the expression {text}: it knows + - * /, FILL and SUM.");

    [GeneratedRegex(@"[A-Za-z_]\w*|\d+(\.\d+)?|\S")]
    private static partial Regex Token();
}

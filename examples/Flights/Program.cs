Console.WriteLine("The example follows with the first dataset.");

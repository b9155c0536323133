"""Use short names, and the same again: each new one stays in memory."""


class TemperatureMeasurement:
    def __init__(self, measured_temperature, measured_humidity):
        self.measured_temperature = measured_temperature
        self.measured_humidity = measured_humidity

    def temperature_in_fahrenheit(self):
        return self.measured_temperature * 9 // 5 + 32

    def humidity_in_percent(self):
        return self.measured_humidity // 10


current_measurement = TemperatureMeasurement(20, 455)
print(current_measurement.temperature_in_fahrenheit(), current_measurement.humidity_in_percent())
